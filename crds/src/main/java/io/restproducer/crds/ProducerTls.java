package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** TLS of the endpoints that callers use. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.cipherSuites) || self.cipherSuites.exists(s, !s.contains('_WITH_')"
            + " || self.minVersion == '1.2' && (has(self.serverCertificate)"
            + " || (self.keyAlgorithm == 'ECDSA') == s.contains('_ECDSA_')))",
    messageExpression =
        "'cipherSuites: none of them can be used with minVersion ' + self.minVersion"
            + " + (has(self.serverCertificate) ? '' : ' and an ' + self.keyAlgorithm + ' key')"
            + " + ': add one, for example TLS_AES_256_GCM_SHA384'")
public final class ProducerTls {
  private static final String DNS =
      "^([*][.])?[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?"
          + "([.][A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?)*$";

  /** Keys of the authorities and of the server certificate. */
  public enum KeyAlgorithm {
    RSA,
    ECDSA
  }

  /** The oldest version of TLS. */
  public enum Version {
    @JsonProperty("1.2")
    TLS_1_2,
    @JsonProperty("1.3")
    TLS_1_3
  }

  @JsonPropertyDescription(
      "A server certificate of your own, of cert-manager for one, in place of one that the operator"
          + " makes.")
  public ServerCertificate serverCertificate;

  @JsonPropertyDescription(
      "Further DNS names of the server certificate, at most 32, beside those of the Service and the"
          + " hosts in expose; a first label of * stands for any one. Default: none. Example:"
          + " [orders.internal.example.com]")
  @Size(max = 32)
  @ValidationRule(
      value = "self.all(n, size(n) <= 253 && n.matches('" + DNS + "'))",
      messageExpression =
          "'not a DNS name: ' + self.filter(n, size(n) > 253 || !n.matches('"
              + DNS
              + "'))[0] + '; write for example orders.example.com or *.example.com, and addresses"
              + " under ipAddresses'")
  public List<@Size(min = 1, max = 253) String> dnsNames;

  @JsonPropertyDescription(
      "IP addresses of the server certificate, at most 32; those of nodes and load balancers are"
          + " not guessed. Default: none. Example: [192.0.2.10]")
  @Size(max = 32)
  @ValidationRule(
      value = "self.all(a, isIP(a))",
      messageExpression =
          "'not an IP address: ' + self.filter(a, !isIP(a))[0] + '; write for example 192.0.2.10 or"
              + " 2001:db8::10, and names under dnsNames'")
  public List<@Size(min = 2, max = 45) String> ipAddresses;

  @JsonPropertyDescription(
      "How long the next authority of the server certificate is published in the bundle before it"
          + " signs, so that people can put it where trust is kept by hand. Unit: s, m, h or d."
          + " Default 180d, range 0s to 365d. Example: 30d")
  @Default("180d")
  @Size(max = 9)
  @ValidationRule(
      value =
          "self.matches('" + TimeSpan.PATTERN + "') && " + TimeSpan.SELF_SECONDS + " <= 31536000",
      message = "write a whole number and s, m, h or d, from 0s to 365d; for example 180d")
  public String caOverlap = "180d";

  @JsonPropertyDescription(
      "Kind of the keys that are made: RSA (3072 bits in authorities, 2048 in server certificates),"
          + " which every old client reads, or ECDSA (P-256). A change makes a new server"
          + " certificate at once; authorities follow with their next rotation. Default RSA.")
  @Default("RSA")
  public KeyAlgorithm keyAlgorithm = KeyAlgorithm.RSA;

  @JsonPropertyDescription(
      "The oldest version of TLS that callers may use, 1.2 or 1.3. A change rolls the pods. Default"
          + " \"1.2\".")
  @Default("\"1.2\"")
  public Version minVersion = Version.TLS_1_2;

  @JsonPropertyDescription(
      "Cipher suites that callers may use, in order of preference, at most 40. One without forward"
          + " secrecy or without authenticated encryption, for a very old client, sets the"
          + " condition WeakTls. A change rolls the pods. Default: all of TLS 1.3, and of TLS 1.2"
          + " those with both. Example: [TLS_AES_256_GCM_SHA384, TLS_RSA_WITH_AES_256_CBC_SHA256]")
  @Size(min = 1, max = 40)
  public List<CipherSuite> cipherSuites;

  /** Where a certificate of the user's own lies. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class ServerCertificate {
    @JsonPropertyDescription(
        "Secret beside this resource with tls.crt (PEM chain, leaf first), tls.key (PEM, PKCS#8,"
            + " PKCS#1 or SEC 1) and, if the chain does not end with it, ca.crt, which callers"
            + " trust. It must cover the hosts in status.endpoints and in expose. A change reaches"
            + " the pods without a rollout; one that cannot be used changes nothing and sets"
            + " CertificatesReady to False. Example: gateway-tls")
    @Required
    @Size(min = 1, max = 253)
    @ValidationRule(value = SecretReference.NAME, message = SecretReference.NAME_MESSAGE)
    public String secretName;
  }
}
