package io.restproducer.operator;

import io.restproducer.crds.ClientCertificate;
import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A certificate request of a client that keeps its private key. */
record Csr(KeyPair pair, String pem) {
  static Csr of(String subject) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair pair = generator.generateKeyPair();
      return new Csr(pair, pem(subject, pair));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String subject, KeyPair pair) throws Exception {
    StringWriter pem = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
      writer.writeObject(
          new JcaPKCS10CertificationRequestBuilder(new X500Principal(subject), pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }
    return pem.toString();
  }

  /** What a spec says to have it signed. */
  ClientCertificate named(String name) {
    ClientCertificate certificate = pair(name);
    certificate.csr = pem;
    return certificate;
  }

  /** What a spec says to have a pair made. */
  static ClientCertificate pair(String name) {
    ClientCertificate certificate = new ClientCertificate();
    certificate.name = name;
    return certificate;
  }
}
