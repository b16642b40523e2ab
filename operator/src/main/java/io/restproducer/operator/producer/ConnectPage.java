package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.restproducer.contract.EndpointAddresses;
import io.restproducer.operator.reconcile.Ownership;
import java.nio.charset.StandardCharsets;

/**
 * What pods show on their connect page. Addresses and authorities become known, and change, while
 * pods run: they are read in place, and never roll a pod. Nothing secret.
 */
final class ConnectPage {
  static final String ADDRESSES_KEY = "endpoints.json";

  private ConnectPage() {}

  static boolean isWanted(Blueprint blueprint) {
    return blueprint.spec().connectPage;
  }

  static ConfigMap build(Blueprint blueprint, EndpointAddresses addresses, byte[] authorities) {
    return new ConfigMapBuilder()
        .withMetadata(
            Ownership.child(
                blueprint.producer(), blueprint.names().connectPage(), blueprint.labels()))
        .addToData(AuthorityBundle.KEY, new String(authorities, StandardCharsets.US_ASCII))
        .addToData(ADDRESSES_KEY, new String(addresses.toJson(), StandardCharsets.UTF_8))
        .build();
  }
}
