package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How callers outside reach the pods. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.type != 'NodePort' || has(self.api.host)",
    message =
        "api.host: with type NodePort write the name or address of the nodes that callers"
            + " use; it goes into the server certificate and cannot be guessed")
@ValidationRule(
    value = "self.type == 'NodePort' || !has(self.api.nodePort)",
    message = "api.nodePort: only with type NodePort; remove it or set type: NodePort")
@ValidationRule(
    value = "self.type == 'NodePort' || !has(self.clientAuth.nodePort)",
    message = "clientAuth.nodePort: only with type NodePort; remove it or set type: NodePort")
@ValidationRule(
    value = "!self.clientAuth.enabled || self.api.port != self.clientAuth.port",
    message =
        "clientAuth.port: one Service has both ports, so they must differ; change one of them or"
            + " write clientAuth.enabled: false")
@ValidationRule(
    value =
        "!self.clientAuth.enabled || !has(self.api.nodePort) || !has(self.clientAuth.nodePort)"
            + " || self.api.nodePort != self.clientAuth.nodePort",
    message = "clientAuth.nodePort: must differ from api.nodePort; change one of them")
public final class Exposure {
  private static final String HOST =
      "isIP(self) || self.matches('^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?"
          + "([.][A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*$')";
  private static final String HOST_MESSAGE =
      "write a DNS name or an IP address alone, without scheme and port; for example"
          + " orders.example.com";

  /** Kind of Service before the pods. */
  public enum Type {
    @JsonProperty("ClusterIP")
    CLUSTER_IP,
    @JsonProperty("NodePort")
    NODE_PORT
  }

  @JsonPropertyDescription(
      "ClusterIP (default): reached inside the cluster by the Service's name. NodePort: also by"
          + " expose.api.host and a port of every node.")
  @Default("ClusterIP")
  public Type type = Type.CLUSTER_IP;

  @JsonPropertyDescription("The endpoint whose callers send their API key in a header.")
  @Default("{}")
  public Endpoint api = new Endpoint();

  @JsonPropertyDescription(
      "The endpoint whose callers show a client certificate, in which their API key is sealed.")
  @Default("{}")
  public ClientAuth clientAuth = new ClientAuth();

  /** The way in for client certificates. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class ClientAuth {
    @JsonPropertyDescription(
        "Whether there is this endpoint. Default true. A change rolls the pods.")
    @Default("true")
    public Boolean enabled = true;

    @JsonPropertyDescription(
        "DNS name or IP address that callers use beside the Service's own names. Default: that of"
            + " expose.api. It goes into the server certificate; with type NodePort also into"
            + " status.endpoints (with ClusterIP the Service's own name stands there). Example:"
            + " orders-mtls.example.com")
    @Size(min = 1, max = 253)
    @ValidationRule(value = HOST, message = HOST_MESSAGE)
    public String host;

    @JsonPropertyDescription(
        "Port of the Service, another than that of expose.api. Default 9443, range 1 to 65535.")
    @Default("9443")
    @Min(1)
    @Max(65_535)
    public Integer port = 9443;

    @JsonPropertyDescription(
        "Port on every node, with type NodePort. Default: the cluster chooses one. Range 1 to 65535"
            + " (most clusters allow 30000 to 32767).")
    @Min(1)
    @Max(65_535)
    public Integer nodePort;
  }

  /** One way in. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class Endpoint {
    @JsonPropertyDescription(
        "DNS name or IP address that callers use beside the Service's own names. It goes into the"
            + " server certificate; with type NodePort also into status.endpoints (with ClusterIP the"
            + " Service's own name stands there). Example: orders.example.com")
    @Size(min = 1, max = 253)
    @ValidationRule(value = HOST, message = HOST_MESSAGE)
    public String host;

    @JsonPropertyDescription("Port of the Service. Default 8443, range 1 to 65535.")
    @Default("8443")
    @Min(1)
    @Max(65_535)
    public Integer port = 8443;

    @JsonPropertyDescription(
        "Port on every node, with type NodePort. Default: the cluster chooses one. Range 1 to 65535"
            + " (most clusters allow 30000 to 32767).")
    @Min(1)
    @Max(65_535)
    public Integer nodePort;
  }
}
