package io.restproducer.operator.pki;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.Pfx;

/**
 * The PKCS#12 key store and trust store of a client under one password. Two files of the same
 * content differ in every byte, so whether one has to be written is asked by what it holds.
 */
public final class ClientStores {
  /** The JDK takes the algorithms from system properties: one writer at a time. */
  private static final Object PROPERTIES = new Object();

  private final Pkcs12Profile profile;
  private final StorePassword password;

  /** Stores in this profile under this password. */
  public ClientStores(Pkcs12Profile profile, StorePassword password) {
    this.profile = profile;
    this.password = password;
  }

  /**
   * A file with the key of {@code leaf} and its chain up to {@code authority}.
   *
   * @param alias what programs list the entry by
   */
  public byte[] keyStore(String alias, CertifiedKey leaf, X509Certificate authority) {
    return write(
        store ->
            store.setKeyEntry(
                alias, leaf.privateKey(), password.characters(), chain(leaf, authority)));
  }

  /** A file that trusts {@code authorities}, under {@code ca-1}, {@code ca-2}, and so on. */
  public byte[] trustStore(List<X509Certificate> authorities) {
    return write(
        store -> {
          for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca-" + (i + 1), authorities.get(i));
          }
        });
  }

  /** Whether {@code stored} is what {@link #keyStore} would write, in profile and content. */
  public boolean isKeyStore(byte[] stored, CertifiedKey leaf, X509Certificate authority) {
    return holds(
        stored,
        store -> {
          List<String> aliases = Collections.list(store.aliases());
          if (aliases.size() != 1) {
            return false;
          }
          Key key = store.getKey(aliases.get(0), password.characters());
          return key != null
              && Arrays.equals(key.getEncoded(), leaf.privateKey().getEncoded())
              && Arrays.equals(store.getCertificateChain(aliases.get(0)), chain(leaf, authority));
        });
  }

  /** Whether {@code stored} is what {@link #trustStore} would write, in profile and content. */
  public boolean isTrustStore(byte[] stored, List<X509Certificate> authorities) {
    return holds(
        stored,
        store -> {
          Set<Certificate> trusted = new HashSet<>();
          for (String alias : Collections.list(store.aliases())) {
            if (!store.isCertificateEntry(alias)) {
              return false;
            }
            trusted.add(store.getCertificate(alias));
          }
          return trusted.equals(new HashSet<Certificate>(authorities));
        });
  }

  private static Certificate[] chain(CertifiedKey leaf, X509Certificate authority) {
    return new Certificate[] {leaf.certificate(), authority};
  }

  private interface Filling {
    void into(KeyStore store) throws GeneralSecurityException;
  }

  private byte[] write(Filling filling) {
    synchronized (PROPERTIES) {
      Properties before = (Properties) System.getProperties().clone();
      Map<String, String> wanted = profile.properties();
      wanted.forEach(System::setProperty);
      try {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        filling.into(store);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, password.characters());
        return file.toByteArray();
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException("this Java platform cannot write PKCS#12", e);
      } finally {
        wanted.keySet().forEach(name -> restore(name, before.getProperty(name)));
      }
    }
  }

  private static void restore(String name, String value) {
    if (value == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }

  private interface Question {
    boolean isTrueOf(KeyStore store) throws GeneralSecurityException;
  }

  private boolean holds(byte[] stored, Question question) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(stored), password.characters());
      return isOfProfile(stored) && question.isTrueOf(store);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // Another password or no such file: either way not what would be written.
      return false;
    }
  }

  private boolean isOfProfile(byte[] stored) {
    return Optional.ofNullable(Pfx.getInstance(stored).getMacData())
        .map(mac -> mac.getMac().getAlgorithmId().getAlgorithm())
        .filter(profile.macDigest()::equals)
        .isPresent();
  }
}
