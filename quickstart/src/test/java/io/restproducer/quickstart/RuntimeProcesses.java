package io.restproducer.quickstart;

import java.util.List;

/** The runtime's processes below this one: what pods are on the local node. */
final class RuntimeProcesses {
  private RuntimeProcesses() {}

  static List<ProcessHandle> living() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .filter(process -> process.info().commandLine().orElse("").contains("producer-runtime.jar"))
        .toList();
  }
}
