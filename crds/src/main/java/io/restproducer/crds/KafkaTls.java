package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** TLS to the brokers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class KafkaTls {
  @JsonPropertyDescription(
      "Certificates that are trusted to sign those of the brokers, at most 16 entries; nothing else"
          + " is trusted then. Default, and with an empty list: the public authorities that the"
          + " runtime's Java platform trusts. Example, for a cluster of Strimzi: [{secretName:"
          + " my-cluster-cluster-ca-cert, certificate: ca.crt}]")
  @Size(max = 16)
  public List<TrustedCertificates> trustedCertificates;
}
