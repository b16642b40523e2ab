package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Kubernetes events for people. One that cannot be written is logged and never stops anything. */
public final class EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int NOTE_LIMIT = 1024;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final String instance;

  /**
   * A log in the name of this process.
   *
   * @param instance tells this process from others, at most 128 characters
   */
  public EventLog(KubernetesClient client, InstantSource clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  /** Something went as it should. */
  public void normal(HasMetadata regarding, Reason reason, String note) {
    write(regarding, "Normal", reason, note);
  }

  /** Somebody should look at it. */
  public void warning(HasMetadata regarding, Reason reason, String note) {
    write(regarding, "Warning", reason, note);
  }

  private void write(HasMetadata regarding, String type, Reason reason, String note) {
    try {
      client.resource(event(regarding, type, reason, note)).create();
    } catch (KubernetesClientException e) {
      LOG.atLevel(EndingNamespace.refused(e) ? Level.DEBUG : Level.WARN)
          .addKeyValue("reason", reason.text())
          .addKeyValue("namespace", regarding.getMetadata().getNamespace())
          .addKeyValue("name", regarding.getMetadata().getName())
          .addKeyValue("problem", e.getMessage())
          .log("event not written");
    }
  }

  private Event event(HasMetadata regarding, String type, Reason reason, String note) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(regarding.getMetadata().getNamespace())
        .withGenerateName(regarding.getMetadata().getName() + "-")
        .endMetadata()
        .withEventTime(new MicroTime(MICROSECONDS.format(clock.instant())))
        .withReportingController("restproducer.io/operator")
        .withReportingInstance(instance)
        .withAction("Reconcile")
        .withType(type)
        .withReason(reason.text())
        .withNote(note.substring(0, Math.min(NOTE_LIMIT, note.length())))
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(regarding.getApiVersion())
                .withKind(regarding.getKind())
                .withNamespace(regarding.getMetadata().getNamespace())
                .withName(regarding.getMetadata().getName())
                .withUid(regarding.getMetadata().getUid())
                .withResourceVersion(regarding.getMetadata().getResourceVersion())
                .build())
        .build();
  }
}
