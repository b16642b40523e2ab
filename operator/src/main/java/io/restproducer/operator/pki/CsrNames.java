package io.restproducer.operator.pki;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The names that a request asks for: kept as they are, so every client must be able to read them.
 */
final class CsrNames {
  private static final int LIMIT = 100;
  private static final int COMMON_NAME_LENGTH = 64;
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

  private CsrNames() {}

  static void checkSubject(X500Name subject, Set<CsrWarning> warnings) throws RefusedCsr {
    int attributes = 0;
    for (RDN rdn : subject.getRDNs()) {
      attributes += rdn.size();
      if (rdn.size() == 0) {
        throw badName();
      }
      for (AttributeTypeAndValue each : rdn.getTypesAndValues()) {
        if (each.getType().equals(BCStyle.CN) && length(each) > COMMON_NAME_LENGTH) {
          warnings.add(CsrWarning.LONG_COMMON_NAME);
        }
      }
    }
    checkCount(attributes, "attributes in its subject");
    try {
      new X500Principal(subject.getEncoded(ASN1Encoding.DER));
    } catch (IOException | IllegalArgumentException e) {
      throw badName();
    }
  }

  private static int length(AttributeTypeAndValue commonName) throws RefusedCsr {
    if (commonName.getValue() instanceof ASN1String text) {
      String value = text.getString();
      return value.codePointCount(0, value.length());
    }
    throw badName();
  }

  static void checkAlternatives(GeneralNames names) throws RefusedCsr {
    checkCount(names.getNames().length, "subject alternative names");
    for (GeneralName name : names.getNames()) {
      boolean good =
          switch (name.getTagNo()) {
            case GeneralName.dNSName, GeneralName.rfc822Name -> isVisible(name);
            case GeneralName.uniformResourceIdentifier -> isVisible(name) && isUri(text(name));
            case GeneralName.iPAddress -> isAddress(name);
            case GeneralName.directoryName, GeneralName.registeredID, GeneralName.otherName -> true;
            default -> false;
          };
      if (!good) {
        throw badName();
      }
    }
  }

  private static void checkCount(int count, String what) throws RefusedCsr {
    if (count > LIMIT) {
      throw new RefusedCsr(
          CsrReason.TOO_MANY_NAMES,
          "the request has %d %s, at most %d are kept; make one with fewer"
              .formatted(count, what, LIMIT));
    }
  }

  private static boolean isVisible(GeneralName name) {
    return VISIBLE_ASCII.matcher(text(name)).matches();
  }

  private static String text(GeneralName name) {
    return ((ASN1String) name.getName()).getString();
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isAddress(GeneralName name) {
    int length = ASN1OctetString.getInstance(name.getName()).getOctets().length;
    return length == 4 || length == 16;
  }

  private static RefusedCsr badName() {
    return new RefusedCsr(
        CsrReason.BAD_NAME,
        "a name in the request is malformed, and clients would refuse the certificate; a DNS name,"
            + " mail address or URI is visible ASCII, an IP address has 4 or 16 bytes");
  }
}
