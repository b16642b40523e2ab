package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One client certificate of a ServiceId, from a request (CSR) or with a key pair made for it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.csr) || !(has(self.keyAlgorithm) || has(self.subject) || has(self.dnsNames))",
    message =
        "csr: the request says itself which key and names it is for: remove keyAlgorithm, subject and"
            + " dnsNames, or remove csr to have the operator make the key pair")
@ValidationRule(
    value =
        "!has(self.renewBefore) || 2 * ("
            + ClientCertificate.MINUTES_OF_RENEW_BEFORE
            + ") <= "
            + ClientCertificate.MINUTES_OF_VALIDITY,
    messageExpression =
        "'renewBefore: at most half of validity, which is ' + self.validity + ': write less than '"
            + " + self.renewBefore + ', or raise validity'")
public final class ClientCertificate {
  static final String MINUTES_OF_RENEW_BEFORE =
      "int(self.renewBefore.substring(0, self.renewBefore.size() - 1))"
          + " * (self.renewBefore.endsWith('d') ? 1440 : self.renewBefore.endsWith('h') ? 60 : 1)";
  static final String MINUTES_OF_VALIDITY =
      "int(self.validity.substring(0, self.validity.size() - 1))"
          + " * (self.validity.endsWith('d') ? 1440 : self.validity.endsWith('h') ? 60 : 1)";

  /** Days to four digits, hours to five, minutes from 60. */
  private static final String AT_LEAST_AN_HOUR =
      "^([1-9][0-9]{0,3}d|[1-9][0-9]{0,4}h|[6-9][0-9]m|[1-9][0-9]{2,5}m)$";

  private static final String SPAN = "^([1-9][0-9]{0,3}d|[1-9][0-9]{0,4}h|[1-9][0-9]{0,5}m)$";
  private static final String DNS_NAME =
      "^([*][.])?[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?"
          + "([.][A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?)*$";

  /** Which key the operator makes where there is no request. */
  public enum KeyAlgorithm {
    RSA,
    ECDSA
  }

  @JsonPropertyDescription(
      "Tells it from the others; the certificate lies in the Secret"
          + " <ServiceId>-client-cert-<name>. At most 40 lower-case letters, digits and '-'."
          + " Example: mainframe")
  @Required
  @Size(min = 1, max = 40)
  @ValidationRule(
      value =
          "self.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$') && !self.contains('-client-cert-')"
              + " && !self.endsWith('-next')",
      message =
          "write at most 40 lower-case letters, digits and '-', beginning with a letter, ending with"
              + " a letter or digit but not with '-next', without '-client-cert-'; for example"
              + " mainframe")
  public String name;

  @JsonPropertyDescription(
      "Certificate request (PKCS#10): PEM as it is, or anything else (DER, EBCDIC, UTF-16) in base64;"
          + " at most 16 KiB. The private key stays where the request was made. Its names are kept and"
          + " grant nothing. A changed request: the former certificate works 24 h longer. Default:"
          + " the operator makes the key pair.")
  @Size(min = 1, max = 22_528)
  @ValidationRule(
      value = "!self.contains('PRIVATE KEY')",
      message =
          "there is a private key in it: write the certificate request alone (BEGIN CERTIFICATE"
              + " REQUEST); as that key has left its owner, make a new one first")
  public String csr;

  @JsonPropertyDescription(
      "Id of a live API key of this ServiceId (status.apiKeys): the certificate works only while"
          + " that key does, and automatic rotation of the key waits. Default: the certificate"
          + " depends on no API key. Example: 4fJ0wq8ZbT1c")
  @Size(min = 12, max = 12)
  @ValidationRule(
      value = "self.matches('^[0-9A-Za-z]{12}$')",
      message =
          "write the id of an API key, its 12 letters and digits after rpk_, as status.apiKeys shows"
              + " it; never the key itself")
  public String apiKeyId;

  @JsonPropertyDescription(
      "RSA (2048 bits, default; every old client reads it) or ECDSA (P-256). Only without csr.")
  public KeyAlgorithm keyAlgorithm;

  @JsonPropertyDescription(
      "Common name in the certificate, 1 to 64 characters; it grants nothing. Only without csr."
          + " Default: the name of the ServiceId. Example: checkout.shop")
  @Size(min = 1, max = 64)
  @ValidationRule(
      value = "!self.contains('=')",
      message = "write the common name alone, for example checkout.shop, not CN=checkout.shop")
  public String subject;

  @JsonPropertyDescription(
      "DNS names in the certificate, at most 100; they grant nothing. Only without csr. Default:"
          + " none. Example: host1.example.com")
  @Size(max = 100)
  @ValidationRule(
      value = "self.all(n, n.matches('" + DNS_NAME + "'))",
      messageExpression =
          "'not a DNS name: ' + self.filter(n, !n.matches('"
              + DNS_NAME
              + "'))[0] + '; write for example host1.example.com'")
  public List<@Size(min = 1, max = 253) String> dnsNames;

  @JsonPropertyDescription(
      "How long it is valid, in days (d), hours (h) or minutes (m), never longer than the authority"
          + " that signs it. Default 365d, at least 1h. Example: 90d")
  @Default("365d")
  @Size(max = 8)
  @Pattern(AT_LEAST_AN_HOUR)
  public String validity = "365d";

  @JsonPropertyDescription(
      "How long before its end it is made anew, in days (d), hours (h) or minutes (m), at most half"
          + " of validity; both work until the older one ends. Default: a third of its life. Example:"
          + " 60d")
  @Size(max = 8)
  @Pattern(SPAN)
  public String renewBefore;
}
