package io.restproducer.operator.pki;

import io.restproducer.contract.Sha256;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** Common names within the 64 characters that X.520 allows; cutting keeps them distinct. */
final class CommonName {
  private static final int LIMIT = 64;
  private static final int DIGEST = 8;

  private CommonName() {}

  /**
   * {@code name + suffix}; of a name that is too long the end gives way to digits of its digest.
   */
  static String of(String name, String suffix) {
    if (name.length() + suffix.length() <= LIMIT) {
      return name + suffix;
    }
    String digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGEST);
    return name.substring(0, LIMIT - suffix.length() - DIGEST - 1) + "-" + digest + suffix;
  }

  /** A subject of that one name as it stands: to Bouncy Castle "#" and "\\" begin an encoding. */
  static X500Name subject(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.CN, new DERUTF8String(commonName))
        .build();
  }

  /** A name that a client may compare with the host it called: whole, never cut. */
  static String of(ServerNames names) {
    return names.dnsNames().stream()
        .filter(name -> name.length() <= LIMIT)
        .findFirst()
        .or(() -> names.ipAddresses().stream().findFirst())
        .orElse("server");
  }
}
