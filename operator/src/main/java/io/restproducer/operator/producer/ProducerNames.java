package io.restproducer.operator.producer;

import java.util.Set;

/**
 * Names of everything that belongs to one RestProducer, whose own name has at most 40 characters.
 */
record ProducerNames(String producer) {
  String service() {
    return producer;
  }

  String deployment() {
    return producer + "-producer-runtime";
  }

  String disruptionBudget() {
    return producer + "-producer-runtime";
  }

  String serverAuthority() {
    return producer + "-server-ca-key";
  }

  String clientsAuthority() {
    return producer + "-clients-ca-key";
  }

  String sealingKeys() {
    return producer + "-sealing-keys";
  }

  String tableSigner() {
    return producer + "-table-signer";
  }

  String serverTls() {
    return producer + "-server-tls";
  }

  String clientsTrust() {
    return producer + "-clients-trust";
  }

  String keyTable() {
    return producer + "-key-table";
  }

  /** Secrets that outlive the RestProducer under {@code deletionPolicy: Retain}. */
  Set<String> retained() {
    return Set.of(serverAuthority(), clientsAuthority(), sealingKeys(), tableSigner(), keyTable());
  }

  /** Of the Secret and of the ConfigMap. */
  String authorityBundle() {
    return producer + "-ca-bundle";
  }

  String connectPage() {
    return producer + "-connect-page";
  }

  String runtimeConfiguration(String contentHash) {
    return runtimeConfigurationPrefix() + contentHash.substring(0, 10);
  }

  String runtimeConfigurationPrefix() {
    return producer + "-runtime-";
  }
}
