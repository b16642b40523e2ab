package io.restproducer.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.restproducer.architecture.Conditions.TEXT_OR_BYTES;
import static io.restproducer.architecture.Conditions.areNotNamedLikeASecret;
import static io.restproducer.architecture.Conditions.areUsedByOperatorAndRuntime;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md; each failure says what to do instead. */
class ArchitectureTest {
  private static JavaClasses code;

  @BeforeAll
  static void readEveryModule() {
    code = Modules.mainClasses();
  }

  @Test
  void contractNeedsTheJdkAndJacksonOnly() {
    holds(
        classes()
            .that(resideInAPackage("io.restproducer.contract.."))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    "io.restproducer.contract..",
                    "java..",
                    "javax.crypto..",
                    "com.fasterxml.jackson.."))
            .because(
                "both planes carry its dependencies: put what needs a library into operator or"
                    + " producer-runtime"));
  }

  @Test
  void contractHoldsWhatBothSidesUse() {
    holds(
        classes()
            .that(resideInAPackage("io.restproducer.contract.."))
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should(areUsedByOperatorAndRuntime(code))
            .because("what only one side uses belongs to that side"));
  }

  @Test
  void pkiAndKafkaKnowNothingOfKubernetes() {
    holds(
        noClasses()
            .that(
                resideInAnyPackage(
                    "io.restproducer.operator.pki..", "io.restproducer.operator.kafka.."))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.fabric8..", "io.javaoperatorsdk..", "io.restproducer.crds.."))
            .because("records go in, records come out: translate in the reconciler"));
  }

  @Test
  void podsKnowNothingOfKafkaAndOnlyKafkaDoes() {
    holds(
        noClasses()
            .that(resideInAPackage("io.restproducer.operator.."))
            .and(not(resideInAPackage("io.restproducer.operator.kafka..")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.kafka.."))
            .because(
                "Kafka clients block and time out in their own ways: go through operator.kafka"));
  }

  @Test
  void onlyReconcilersAndDependentsSeeTheOperatorSdk() {
    holds(
        noClasses()
            .that(resideInAPackage("io.restproducer.operator.."))
            .and()
            .haveNameNotMatching(
                ".*(Reconciler|Dependent|Dependents|EventSources?|StatusWriter|OperatorMain|Controllers)(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAPackage("io.javaoperatorsdk.."))
            .because("deciding and building are pure: hand over what was observed as a record"));
  }

  @Test
  void timeRandomnessAndEnvironmentComeInFromMain() {
    holds(
        noClasses()
            .that(
                resideInAnyPackage(
                    "io.restproducer.operator..",
                    "io.restproducer.runtime..",
                    "io.restproducer.contract.."))
            .and()
            .haveNameNotMatching(".*(OperatorMain|RuntimeMain)(\\$.*)?")
            .should(Conditions.CALL_THE_CLOCK_RANDOMNESS_OR_ENVIRONMENT)
            .because("a test must be able to choose them: take a Clock, a SecureRandom, a map"));
  }

  @Test
  void onlyHttpAndManageSeeUndertow() {
    holds(
        noClasses()
            .that(resideInAPackage("io.restproducer.runtime.."))
            .and(
                not(
                    resideInAnyPackage(
                        "io.restproducer.runtime.http..", "io.restproducer.runtime.manage..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.undertow..", "org.xnio.."))
            .because("everything else must be usable and testable without a server"));
  }

  @Test
  void onlyProduceSeesKafka() {
    holds(
        noClasses()
            .that(resideInAPackage("io.restproducer.runtime.."))
            .and(not(resideInAPackage("io.restproducer.runtime.produce..")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.kafka.."))
            .because("Kafka's words are translated once: return an Ack or a Refusal from produce"));
  }

  @Test
  void theRuntimeKnowsNothingOfKubernetes() {
    holds(
        noClasses()
            .that(resideInAPackage("io.restproducer.runtime.."))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.fabric8..",
                    "io.javaoperatorsdk..",
                    "io.restproducer.crds..",
                    "io.restproducer.operator.."))
            .because("pods carry no API token: what they must know comes through contract"));
  }

  @Test
  void theOperatorKnowsNothingOfTheRuntime() {
    holds(
        noClasses()
            .that(resideInAPackage("io.restproducer.operator.."))
            .should()
            .dependOnClassesThat(resideInAPackage("io.restproducer.runtime.."))
            .because("they are released apart: share a record in contract"));
  }

  @Test
  void theCommandLineToolKnowsTheResourcesAndNeitherOperatorNorRuntime() {
    holds(
        noClasses()
            .that(resideInAPackage("io.restproducer.cli.."))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "io.restproducer.operator..",
                    "io.restproducer.runtime..",
                    "io.restproducer.kafka..",
                    "io.restproducer.dev..",
                    "org.apache.kafka.."))
            .because(
                "it has its user's rights and their releases: go through the custom resources and"
                    + " what status names"));
  }

  @Test
  void packagesHaveNoCycles() {
    holds(
        slices()
            .matching("io.restproducer.(**)")
            .should()
            .beFreeOfCycles()
            .because("data flows one way: move the shared type to where the flow begins"));
  }

  @Test
  void namesComeFromTheField() {
    holds(
        noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common|Base|Constants)")
            .because("the name must say what it is: use the field's noun"));
  }

  @Test
  void aSecretIsATypeAndNeverABareText() {
    holds(
        fields()
            .that()
            .haveRawType(TEXT_OR_BYTES)
            .should(areNotNamedLikeASecret())
            .because("text is printed by accident: wrap it in a type whose toString is redacted"));
  }

  @Test
  void aRecordHoldsNoSecret() {
    holds(
        classes()
            .that()
            .areRecords()
            .should(Conditions.holdNoSecretType())
            .because("a record prints its components: make it a class with a redacted toString"));
  }

  @Test
  void aResourceOfANewerReleaseIsRead() {
    holds(
        fields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.restproducer.crds..")
            .and()
            .arePublic()
            .and()
            .areNotStatic()
            .should()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(Conditions.IGNORING_UNKNOWN_FIELDS)
            .because("the CRDs may be newer than the operator: annotate the class"));
  }

  @Test
  void everyModuleIsRead() {
    for (String module : Modules.NAMES) {
      assertThat(code.stream().map(JavaClass::getSource).flatMap(Optional::stream))
          .as(module)
          .anyMatch(source -> source.getUri().toString().contains("/" + module + "/target/"));
    }
  }

  private static void holds(ArchRule rule) {
    rule.allowEmptyShould(false).check(code);
  }
}
