package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.operator.kafka.DeclaredTopics;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.PodKnowledge;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.SealingKeys;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeskTest {
  private static final ProducerId ID = new ProducerId("event-gateway", "gateway");
  private static final ServiceIdentity CHECKOUT =
      new ServiceIdentity("event-gateway", "checkout", "uid-checkout");

  private final SecureRandom random = new SecureRandom();
  private final Authorities authorities =
      new Authorities(new CertificateMint(InstantSource.system(), random), random);
  private final CertificateMint mint = new CertificateMint(InstantSource.system(), random);
  private final TableBoard board = new TableBoard();
  private final List<ServiceIdentity> woken = new ArrayList<>();
  private final Desk desk = new Desk("uid", new DeclaredTopics(), () -> {});

  DeskTest() {
    board.onChange(woken::add);
  }

  @Test
  void tellsServiceIdsWhoSignsAndWakesThemWhenThatIsAnother() {
    ClientIssuer first = issuer();
    reachedWith(first);
    assertThat(told()).contains(first);
    reachedWith(first);
    assertThat(woken).isEmpty();
    reachedWith(issuer());
    assertThat(woken).containsExactly(CHECKOUT);
  }

  @Test
  void nobodySignsWithAKeyThatIsLost() {
    reachedWith(issuer());
    desk.stopIssuing();
    publish();
    assertThat(told()).isEmpty();
    assertThat(access().clientAuthEndpoint()).contains("https://gateway:9443");
  }

  @Test
  void anotherTakesThePlaceOfWhoSignsWhereAnybodyDoes() {
    ClientIssuer next = issuer();
    reachedWith(issuer());
    desk.signedBy(next);
    publish();
    assertThat(told()).contains(next);
    desk.stopIssuing();
    desk.signedBy(next);
    publish();
    assertThat(told()).isEmpty();
  }

  private ClientIssuer issuer() {
    return authorities.clientIssuer(
        mint.clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA),
        SealingKeys.mint("gateway", random));
  }

  private void reachedWith(ClientIssuer issuer) {
    desk.reachedAt(
        new Access(
            "https://gateway:8443",
            "ca",
            Optional.of("https://gateway:9443"),
            Optional.of(issuer)));
    publish();
  }

  private void publish() {
    KeyTable table = new KeyTable(ID, 1, List.of());
    desk.publish(
        board,
        ID,
        new TableKeeper.Kept(table, new byte[0], Map.of(), false, Optional.empty()),
        new PodKnowledge(1, 1, List.of(), List.of()));
  }

  private Optional<ClientIssuer> told() {
    return access().issuer();
  }

  private Access access() {
    return board.follow(ID, CHECKOUT).flatMap(standing -> standing.access()).orElseThrow();
  }
}
