package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/** What the operator found and made. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class RestProducerStatus {
  @JsonPropertyDescription("metadata.generation that this status speaks of.")
  public Long observedGeneration;

  @JsonPropertyDescription(
      "Accepted (the spec is understood), Ready (every pod runs this spec, is ready and knows its"
          + " keys), RulesResolved, Progressing, KafkaReachable, LimitsWithinBroker,"
          + " CertificatesReady, WeakTls, KeysPropagated, Stalled (somebody has to change"
          + " something).")
  public List<Condition> conditions;

  @JsonPropertyDescription("Pods that exist, terminating ones left out.")
  @StatusReplicas
  public Integer replicas;

  @JsonPropertyDescription("Pods that are ready.")
  public Integer readyReplicas;

  @JsonPropertyDescription("Label selector of the pods, for `kubectl scale` and autoscalers.")
  @LabelSelector
  public String selector;

  @JsonPropertyDescription("What callers put before /topics/….")
  public List<Endpoint> endpoints;

  @JsonPropertyDescription("Where the authority of the server certificate is found.")
  public CaCertificate caCertificate;

  @JsonPropertyDescription(
      "Limits in force. They change only when no pod enforces other ones any more.")
  public Limits limits;

  @JsonPropertyDescription("The certificate that the pods present.")
  public ServerCertificate serverCertificate;

  @JsonPropertyDescription(
      "How many ServiceIds use this RestProducer; those that it does not let in are left out.")
  public Integer serviceIds;

  @JsonPropertyDescription("The topics of spec.topics.")
  public List<Topic> topics;

  @JsonPropertyDescription("Keys that must never be minted twice, by their fingerprints.")
  public List<Authority> authorities;

  @JsonPropertyDescription("How far the table of API keys has come.")
  public KeyTable keyTable;

  /** One endpoint. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class Endpoint {
    @JsonPropertyDescription(
        "api: the API key travels in a header. clientAuth: it is sealed in the client certificate.")
    public String name;

    @JsonPropertyDescription("Exactly what callers use, https://host:port.")
    public String url;
  }

  /** Where {@code ca.crt} lies. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class CaCertificate {
    @JsonPropertyDescription("Secret that holds it.")
    public String secretName;

    @JsonPropertyDescription("ConfigMap that holds it.")
    public String configMapName;

    @JsonPropertyDescription("Key in both; PEM.")
    public String key;
  }

  /** Limits in force. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class Limits {
    @JsonPropertyDescription("Largest record key in bytes.")
    public Integer maxKeySize;

    @JsonPropertyDescription("Largest record value in bytes.")
    public Integer maxMessageSize;
  }

  /** Dates and number of the server certificate; times in UTC. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class ServerCertificate {
    @JsonPropertyDescription("Valid from.")
    public String notBefore;

    @JsonPropertyDescription("Valid until.")
    public String notAfter;

    @JsonPropertyDescription("When the operator replaces it; none for one of your own.")
    public String renewalTime;

    @JsonPropertyDescription("Serial number, base16.")
    public String serialNumber;
  }

  /** One declared topic. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class Topic {
    @JsonPropertyDescription("The topic's name.")
    public String name;

    @JsonPropertyDescription("Partitions it has.")
    public Integer partitions;

    @JsonPropertyDescription(
        "Ready, or why not: a CamelCase reason; the condition Ready says more.")
    public String state;
  }

  /** One key that must never be minted twice. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class Authority {
    @JsonPropertyDescription("Name of its Secret.")
    public String name;

    @JsonPropertyDescription(
        "SHA-256 of its public part, base16; of sealing keys a digest that tells nothing of them.")
    public String sha256;

    @JsonPropertyDescription(
        "true: the annotation restproducer.io/remint that names it has been dealt with and counts"
            + " no more; to ask again, remove it and set it again.")
    public Boolean remintDone;

    @JsonPropertyDescription("Since when this one is in use.")
    public String since;

    @JsonPropertyDescription(
        "While it is being replaced: digest of the next one, which is trusted beside it and not yet"
            + " used.")
    public String next;

    @JsonPropertyDescription("Since when the next one is trusted beside it.")
    public String nextSince;

    @JsonPropertyDescription("Those that are used no more, and still trusted for what they made.")
    public List<Former> former;

    @JsonPropertyDescription(
        "true: the annotation restproducer.io/rotate that names it has been dealt with and counts"
            + " no more; to ask again, remove it and set it again.")
    public Boolean rotateDone;
  }

  /** One key that is used no more. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class Former {
    @JsonPropertyDescription("Its digest, as that of the one in use.")
    public String sha256;

    @JsonPropertyDescription(
        "When it is trusted no more, because the last thing that it made has ended; empty: not"
            + " known yet.")
    public String until;
  }

  /** Revisions of the key table. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class KeyTable {
    @JsonPropertyDescription("Revision that was written last.")
    public Long revision;

    @JsonPropertyDescription("Revision that every pod knows.")
    public Long propagatedRevision;
  }
}
