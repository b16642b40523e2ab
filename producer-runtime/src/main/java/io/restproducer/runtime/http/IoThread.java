package io.restproducer.runtime.http;

import io.restproducer.runtime.produce.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioIoThread;

/** An XNIO I/O thread as the event loop of the requests that live on it. */
record IoThread(XnioIoThread thread) implements EventLoop {
  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    thread.executeAfter(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
