package io.restproducer.dev.kafka;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a single broker for trying out is told: small, quick to start, nothing made by accident.
 * Never a model for a broker that keeps data which matters.
 */
record BrokerProperties(
    int nodeId,
    Path data,
    String host,
    int port,
    int controllerPort,
    Optional<SecuredListener> secured,
    int securedPort,
    Map<String, String> overrides) {
  /** The one node that is the cluster's controller, too. */
  static final int CONTROLLER_ID = 1;

  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String SECURED_LISTENER = "SECURED";

  Properties toProperties() {
    Properties properties = new Properties();
    String listener = "PLAINTEXT://" + host + ":" + port;
    String controller = CONTROLLER_LISTENER + "://" + host + ":" + controllerPort;
    boolean controls = nodeId == CONTROLLER_ID;
    properties.put("process.roles", controls ? "broker,controller" : "broker");
    properties.put("node.id", Integer.toString(nodeId));
    properties.put("controller.quorum.voters", CONTROLLER_ID + "@" + host + ":" + controllerPort);
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("listeners", controls ? listener + "," + controller : listener);
    properties.put("advertised.listeners", listener);
    properties.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    properties.put("log.dirs", data.toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("log.segment.bytes", "16777216");
    properties.put("log.index.size.max.bytes", "1048576");
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    properties.put("log.cleaner.threads", "1");
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "2");
    properties.put("background.threads", "2");
    // A broker that was killed may register again once its former session has ended.
    properties.put("broker.session.timeout.ms", "4000");
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put("initial.broker.registration.timeout.ms", "120000");
    secured.ifPresent(it -> add(it, properties));
    properties.putAll(overrides);
    return properties;
  }

  private void add(SecuredListener listener, Properties properties) {
    String address = SECURED_LISTENER + "://" + host + ":" + securedPort;
    properties.merge("listeners", address, (some, more) -> some + "," + more);
    properties.merge("advertised.listeners", address, (some, more) -> some + "," + more);
    properties.merge(
        "listener.security.protocol.map",
        SECURED_LISTENER + ":" + listener.protocol(),
        (some, more) -> some + "," + more);
    listener
        .settings()
        .forEach(
            (name, value) ->
                properties.put(
                    "listener.name." + SECURED_LISTENER.toLowerCase(Locale.ROOT) + "." + name,
                    value));
  }
}
