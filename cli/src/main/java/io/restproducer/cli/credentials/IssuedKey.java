package io.restproducer.cli.credentials;

import io.restproducer.cli.cluster.Cluster;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Failure;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The API key of a ServiceId, as it was published, read with the user's own rights. */
public final class IssuedKey {
  private static final String DATA_KEY = "api-key";

  private IssuedKey() {}

  /** The key in the ServiceId's Secret, once there is one. */
  public static Optional<ApiKey> of(Cluster cluster, Resource serviceId) {
    return serviceId
        .text("/status/apiKeySecretName")
        .flatMap(name -> cluster.secret(serviceId.namespace(), name))
        .map(data -> data.get(DATA_KEY))
        .map(bytes -> parsed(serviceId, bytes));
  }

  /** Ids and states, never texts. */
  public static List<ServiceIdStatus.ApiKey> listed(Resource serviceId) {
    ServiceIdStatus status = serviceId.as(ServiceId.class).getStatus();
    return status == null || status.apiKeys == null ? List.of() : status.apiKeys;
  }

  private static ApiKey parsed(Resource serviceId, byte[] text) {
    return ApiKey.parse(new String(text, StandardCharsets.US_ASCII).strip())
        .orElseThrow(
            () ->
                new Failure(
                    "the Secret of ServiceId %s holds no API key: delete the Secret, and the operator makes a new key"
                        .formatted(serviceId.id())));
  }
}
