package io.restproducer.cli;

import io.restproducer.cli.cluster.Resource;
import io.restproducer.contract.ApiKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints a new API key, the one place where the tool does that. */
final class NewKey {
  private NewKey() {}

  static void show(Session session, Resource serviceId, ApiKey key) {
    Map<String, String> result = new LinkedHashMap<>();
    result.put("namespace", serviceId.namespace());
    result.put("name", serviceId.name());
    result.put("apiKeyId", key.id());
    result.put("apiKey", key.reveal());
    session
        .output()
        .show(
            result,
            new Columns()
                .row("ServiceId:", serviceId.id())
                .row("API key ID:", key.id())
                .row("API key:", key.reveal())
                .text());
  }
}
