package io.restproducer.operator.serviceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdSpec;
import io.restproducer.operator.pki.CsrReason;
import io.restproducer.operator.pki.CsrWarning;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.serviceid.CertificateOutcome.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateFindingsTest {
  private static final Problem CONFLICT =
      Problem.forUser(Reason.SECRET_CONFLICT, "Secret shop/a exists");
  private static final Problem ENDPOINT =
      Problem.passing(Reason.WAITING_FOR_ENDPOINT, "no endpoint yet");

  private final ServiceId checkout = new ServiceId();
  private Optional<Finding> refusal = Optional.empty();

  CertificateFindingsTest() {
    checkout.setSpec(new ServiceIdSpec());
  }

  @Test
  void sayNothingWhereNoneIsWanted() {
    assertThat(findings().ready()).isEmpty();
    assertThat(findings().hindrance()).isEmpty();
    assertThat(findings().stalled()).isEmpty();
  }

  @Test
  void areTrueOnceEachIsKnownAndTellWhatIsDoubtful() {
    CertificateOutcome doubtful =
        new CertificateOutcome(
            "mainframe",
            Optional.empty(),
            true,
            Optional.empty(),
            Set.of(CsrWarning.SHA1_SIGNATURE, CsrWarning.ED448_KEY));
    Finding ready = findings(doubtful, settled("device")).ready().orElseThrow();
    assertThat(ready.isTrue()).isTrue();
    assertThat(ready.message())
        .contains("mainframe: CsrSignedWithSha1, ", "CsrEd448Key, ")
        .doesNotContain("device:");
    assertThat(findings(doubtful).hindrance()).isEmpty();
  }

  @Test
  void waitByName() {
    Finding ready = findings(waiting("mainframe"), settled("device")).ready().orElseThrow();
    assertThat(ready.reason()).isEqualTo(Reason.WAITING_FOR_PODS);
    assertThat(ready.message()).contains("mainframe").doesNotContain("device");
    assertThat(findings(waiting("mainframe")).stalled()).isEmpty();
  }

  @Test
  void whatSomebodyHasToChangeComesFirst() {
    CertificateFindings findings =
        findings(failed("a", ENDPOINT), failed("b", CONFLICT), waiting("c"));
    assertThat(findings.ready().orElseThrow().reason()).isEqualTo(Reason.SECRET_CONFLICT);
    assertThat(findings.ready().orElseThrow().message())
        .contains(CONFLICT.message(), ENDPOINT.message());
    assertThat(findings.stalled().orElseThrow().reason()).isEqualTo(Reason.SECRET_CONFLICT);
    assertThat(findings.conflict().orElseThrow().type()).isEqualTo(ConditionType.ACCEPTED);
  }

  @Test
  void whatPassesByItselfStallsNothing() {
    assertThat(findings(failed("a", ENDPOINT)).stalled()).isEmpty();
    assertThat(findings(failed("a", ENDPOINT)).hindrance().orElseThrow().reason())
        .isEqualTo(Reason.WAITING_FOR_ENDPOINT);
    assertThat(findings(failed("a", ENDPOINT)).conflict()).isEmpty();
  }

  /** The text of what failed could tell anything: its kind alone is told. */
  @Test
  void whatFailedUnforeseenIsToldByItsKindAndTriedAgain() {
    RuntimeException first = new IllegalStateException("rpk_secret");
    RuntimeException second = new IllegalArgumentException("rpk_secret");
    CertificateOutcome[] failed = {
      settled("a"),
      failed("b", Problem.failed("b", first)),
      failed("c", Problem.failed("c", second)),
      failed("d", ENDPOINT)
    };
    Finding hindrance = findings(failed).hindrance().orElseThrow();
    assertThat(hindrance.reason()).isEqualTo(Reason.ISSUING_FAILED);
    assertThat(hindrance.message())
        .contains("b: ", "(IllegalStateException)", "c: ")
        .doesNotContain("rpk_");
    assertThat(findings(failed).stalled()).isEmpty();
    assertThat(view(failed).failure()).containsSame(first);
    assertThat(first).hasSuppressedException(second);
    assertThat(view(settled("a"), failed("d", ENDPOINT)).failure()).isEmpty();
    assertThat(view().failure()).isEmpty();
  }

  @Test
  void followTheServiceId() {
    checkout.getSpec().suspend = true;
    assertThat(findings(settled("a")).ready().orElseThrow().reason()).isEqualTo(Reason.SUSPENDED);
    assertThat(findings(failed("a", CONFLICT)).stalled()).isEmpty();
    refusal = Optional.of(Finding.no(ConditionType.ACCEPTED, Reason.PRODUCER_NOT_FOUND, "none"));
    assertThat(findings(settled("a")).ready().orElseThrow().reason())
        .isEqualTo(Reason.NOT_ACCEPTED);
  }

  @ParameterizedTest
  @EnumSource(CsrReason.class)
  void everyReasonOfARefusedRequestIsInTheClosedList(CsrReason reason) {
    assertThat(Reason.valueOf("CSR_" + reason.name()).text()).isEqualTo(reason.text());
  }

  private CertificateFindings findings(CertificateOutcome... certificates) {
    return new CertificateFindings(view(certificates));
  }

  private View view(CertificateOutcome... certificates) {
    return new View(
        checkout, refusal, Optional.empty(), HeldKeys.none(), List.of(certificates), Instant.EPOCH);
  }

  private static CertificateOutcome settled(String name) {
    return new CertificateOutcome(name, Optional.empty(), true, Optional.empty(), Set.of());
  }

  private static CertificateOutcome waiting(String name) {
    return new CertificateOutcome(name, Optional.empty(), false, Optional.empty(), Set.of());
  }

  private static CertificateOutcome failed(String name, Problem problem) {
    return new CertificateOutcome(name, Optional.empty(), false, Optional.of(problem), Set.of());
  }
}
