package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.restproducer.crds.RestProducer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** The running system as tests use it. */
final class TestedSystem implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(2);

  private final LocalSystem system;
  private final RunDirectory directory;
  private final Parts parts;
  private final Caller caller;
  private final CertifiedCaller certified;

  TestedSystem(LocalSystem system, RunDirectory directory, Parts parts) {
    this.system = system;
    this.directory = directory;
    this.parts = parts;
    this.caller = Caller.of(system.client(), system.examples(), directory);
    this.certified = CertifiedCaller.of(system.client(), system.examples(), directory);
  }

  LocalSystem parts() {
    return system;
  }

  RunDirectory directory() {
    return directory;
  }

  KubernetesClient client() {
    return system.client();
  }

  Caller caller() {
    return caller;
  }

  CertifiedCaller certified() {
    return certified;
  }

  RestProducer producer() {
    return client()
        .resources(RestProducer.class)
        .inNamespace(system.examples().namespace())
        .withName(system.examples().restProducerName())
        .require();
  }

  /** Tells every state of every runtime pod from now on, until it is closed. */
  SharedIndexInformer<Pod> followPods(Consumer<Pod> observer) {
    return client()
        .pods()
        .inNamespace(system.examples().namespace())
        .withLabelSelector(producer().getStatus().selector)
        .inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(Pod pod) {
                observer.accept(pod);
              }

              @Override
              public void onUpdate(Pod before, Pod pod) {
                observer.accept(pod);
              }

              @Override
              public void onDelete(Pod pod, boolean stateUnknown) {
                observer.accept(pod);
              }
            });
  }

  /** Sends one record over a connection of its own. */
  HttpResponse<String> send(String value) throws IOException {
    return new HttpPost(caller).send(url(), value.getBytes(StandardCharsets.UTF_8));
  }

  String url() {
    return caller.url(system.examples().topic());
  }

  void patchLimit(int maxMessageSize) {
    patchProducer("maxMessageSize: " + maxMessageSize);
  }

  /** Sets one field of its spec, written {@code name: value}. */
  void patchProducer(String field) {
    String[] parts = field.split(": ", 2);
    client()
        .resources(RestProducer.class)
        .inNamespace(system.examples().namespace())
        .withName(system.examples().restProducerName())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"%s\":%s}}".formatted(parts[0], parts[1]));
  }

  void awaitLimit(int maxMessageSize) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(producer().getStatus().limits.maxMessageSize).isEqualTo(maxMessageSize));
    awaitReady();
  }

  void awaitReady() {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> new Readiness(client(), system.examples()).look().result().isPresent());
  }

  @Override
  public void close() {
    parts.close();
    directory.close();
  }
}
