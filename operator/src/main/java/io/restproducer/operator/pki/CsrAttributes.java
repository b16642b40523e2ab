package io.restproducer.operator.pki;

import io.restproducer.contract.SealedKey;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.microsoft.MicrosoftObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;

/** What a request asks for beside its subject. Alternative names are all that is ever passed on. */
final class CsrAttributes {
  private static final ASN1ObjectIdentifier SEALED_KEY =
      new ASN1ObjectIdentifier(SealedKey.EXTENSION);

  /** Older Windows asks for extensions under an identifier of its own. */
  private static final ASN1ObjectIdentifier WINDOWS_REQUEST =
      MicrosoftObjectIdentifiers.microsoft.branch("2.1.14");

  /** What every certificate gets from us, whatever the request says. */
  private static final Set<ASN1ObjectIdentifier> SET_BY_US =
      Set.of(
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectKeyIdentifier,
          Extension.authorityKeyIdentifier);

  private CsrAttributes() {}

  /** The alternative names in {@code attributes}, which may be null. */
  static Optional<GeneralNames> names(ASN1Set attributes, Set<CsrWarning> warnings)
      throws RefusedCsr {
    Optional<Extensions> extensions = Optional.empty();
    for (ASN1Encodable each : attributes == null ? new ASN1Encodable[0] : attributes.toArray()) {
      Attribute attribute = Attribute.getInstance(each);
      ASN1ObjectIdentifier type = attribute.getAttrType();
      if (type.equals(SEALED_KEY)) {
        throw sealedKey();
      }
      if (type.equals(PKCSObjectIdentifiers.pkcs_9_at_challengePassword)) {
        warnings.add(CsrWarning.CHALLENGE_PASSWORD_DROPPED);
      }
      if (type.equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)
          || type.equals(WINDOWS_REQUEST)) {
        if (extensions.isPresent() || attribute.getAttrValues().size() != 1) {
          throw DerElement.malformed();
        }
        extensions = Optional.of(Extensions.getInstance(attribute.getAttributeValues()[0]));
      }
    }
    return extensions.isPresent() ? names(extensions.get(), warnings) : Optional.empty();
  }

  private static Optional<GeneralNames> names(Extensions extensions, Set<CsrWarning> warnings)
      throws RefusedCsr {
    Optional<GeneralNames> names = Optional.empty();
    for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
      byte[] value = extensions.getExtension(id).getExtnValue().getOctets();
      if (id.equals(SEALED_KEY)) {
        throw sealedKey();
      } else if (id.equals(Extension.basicConstraints)) {
        checkNoAuthority(BasicConstraints.getInstance(DerElement.parse(value)));
      } else if (id.equals(Extension.subjectAlternativeName)) {
        GeneralNames asked = GeneralNames.getInstance(DerElement.parse(value));
        CsrNames.checkAlternatives(asked);
        names = Optional.of(asked).filter(some -> some.getNames().length > 0);
      } else if (!SET_BY_US.contains(id)) {
        warnings.add(CsrWarning.EXTENSIONS_DROPPED);
      }
    }
    return names;
  }

  private static void checkNoAuthority(BasicConstraints constraints) throws RefusedCsr {
    if (constraints.isCA()) {
      throw new RefusedCsr(
          CsrReason.ASKS_FOR_AUTHORITY,
          "the request asks to become an authority (basicConstraints CA:TRUE), which no client may;"
              + " make one without");
    }
  }

  private static RefusedCsr sealedKey() {
    return new RefusedCsr(
        CsrReason.HOLDS_SEALED_KEY,
        "the request holds an extension %s, which the operator alone may set; make one without"
            .formatted(SealedKey.EXTENSION));
  }
}
