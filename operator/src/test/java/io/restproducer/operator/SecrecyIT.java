package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ClientCertificate;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A whole life at the most talkative log level, searched for what must never be said. */
class SecrecyIT {
  private static final Pattern KEY = Pattern.compile("rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");

  private final Logger product = (Logger) LoggerFactory.getLogger("io.restproducer");
  private CapturedLog log;
  private Level levelBefore;
  private Scene scene;

  @BeforeEach
  void listen() throws Exception {
    levelBefore = product.getLevel();
    product.setLevel(Level.TRACE);
    log = CapturedLog.from(Level.TRACE);
    scene = Scene.start();
  }

  @AfterEach
  void stop() {
    scene.close();
    log.close();
    product.setLevel(levelBefore);
  }

  @Test
  void logEventsAndStatusHoldNoKey() {
    scene.createGateway();
    scene.createCheckout();
    ClientCertificate broken = Csr.of("CN=broken").named("broken");
    broken.csr = broken.csr.replace("-----END", "rpk_and_other_words\n-----END");
    scene.certify(Csr.of("CN=host1").named("mainframe"), Csr.pair("device"));
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
    List<ApiKey> keys = new ArrayList<>();
    keys.add(key());
    List<ApiKey> sealed = sealedKeys();
    keys.addAll(sealed);
    assertAreInNoSecret(sealed);
    scene.admin().resource(scene.secret("checkout-api-key")).delete();
    scene.awaitServiceId("checkout", sid -> hasAnotherKey(keys.get(0)));
    scene.awaitServiceIdReady("checkout");
    keys.add(key());
    scene.certify(Csr.of("CN=host1").named("mainframe"), Csr.pair("device"), broken);
    scene.awaitServiceId(
        "checkout",
        sid ->
            Conditions.find(sid.getStatus().conditions, ConditionType.CERTIFICATES_READY)
                .filter(c -> c.getReason().startsWith("Csr"))
                .isPresent());
    scene.changeServiceId("checkout", spec -> spec.suspend = true);
    scene.awaitServiceId(
        "checkout", sid -> Scene.has("Suspended", sid.getStatus().conditions, ConditionType.READY));

    List<String> said = new ArrayList<>(log.lines());
    said.add(json(scene.gateway()));
    said.add(json(scene.serviceId("checkout").getStatus()));
    events().forEach(event -> said.add(json(event)));

    assertThat(said).as("there is something to search").hasSizeGreaterThan(8);
    assertThat(said).anyMatch(text -> text.contains(keys.get(keys.size() - 1).id()));
    assertThat(said).noneMatch(text -> KEY.matcher(text).find());
    for (ApiKey key : keys) {
      assertThat(said).noneMatch(text -> text.contains(base64(key.reveal())));
    }
    for (String authority :
        List.of(
            "gateway-server-ca-key",
            "gateway-clients-ca-key",
            "gateway-sealing-keys",
            "gateway-table-signer")) {
      scene
          .secret(authority)
          .getData()
          .forEach(
              (name, value) -> {
                if (name.endsWith(".key")) {
                  assertThat(said).noneMatch(text -> text.contains(value));
                  String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(value));
                  assertThat(said).noneMatch(text -> text.contains(hex));
                }
              });
    }
    assertThat(said).noneMatch(text -> text.contains("PRIVATE KEY"));
    assertThat(said).noneMatch(text -> text.contains("rpk_and_other_words"));
    Secret device = scene.secret("checkout-client-cert-device");
    for (String secret : List.of("tls.key", "keystore.p12", "password")) {
      assertThat(said).as(secret).noneMatch(text -> text.contains(device.getData().get(secret)));
    }
    String password = KeySecretText.of(device, "password");
    assertThat(said).noneMatch(text -> text.contains(password));
  }

  private List<ApiKey> sealedKeys() {
    Certificates certificates = new Certificates(scene);
    return Stream.of("mainframe", "device")
        .map(name -> certificates.key(certificates.leaf("checkout-client-cert-" + name)))
        .toList();
  }

  /** Whoever reads every Secret but the sealing keys still has none of them. */
  private void assertAreInNoSecret(List<ApiKey> sealed) {
    for (Secret secret : scene.admin().secrets().inNamespace(scene.namespace()).list().getItems()) {
      secret
          .getData()
          .forEach(
              (name, value) -> {
                String content =
                    new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1);
                assertThat(sealed)
                    .as(secret.getMetadata().getName() + " " + name)
                    .noneMatch(key -> content.contains(key.reveal()));
              });
    }
  }

  private boolean hasAnotherKey(ApiKey old) {
    Secret secret = scene.secret("checkout-api-key");
    return secret != null
        && KeySecrets.key(secret).filter(key -> !key.id().equals(old.id())).isPresent();
  }

  private ApiKey key() {
    return KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
  }

  private List<Event> events() {
    return scene.admin().resources(Event.class).inNamespace(scene.namespace()).list().getItems();
  }

  private String json(Object object) {
    return scene.admin().getKubernetesSerialization().asJson(object);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
