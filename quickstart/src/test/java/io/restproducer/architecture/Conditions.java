package io.restproducer.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.regex.Pattern;

/** What ArchUnit has no words for. */
final class Conditions {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(password|passphrase|privatekey|apikey|bearertoken|plaintext|credential|secret)");

  private static final Set<String> SECRET_TYPES =
      Set.of(
          "io.restproducer.contract.ApiKey",
          "io.restproducer.kafka.Password",
          "io.restproducer.kafka.Account",
          "java.security.PrivateKey",
          "java.security.KeyPair",
          "javax.crypto.SecretKey");

  private static final Set<String> TEXT_TYPES =
      Set.of("java.lang.String", "[C", "[B", "java.lang.CharSequence", "java.nio.ByteBuffer");

  private static final Set<String> AMBIENT_CALLS =
      Set.of(
          "java.time.Instant.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.LocalDateTime.now",
          "java.security.SecureRandom.<init>",
          "java.util.Random.<init>",
          "java.lang.System.getenv",
          "java.lang.System.currentTimeMillis");

  static final DescribedPredicate<JavaClass> TEXT_OR_BYTES =
      DescribedPredicate.describe("text or bytes", type -> TEXT_TYPES.contains(type.getName()));

  static final DescribedPredicate<JavaAnnotation<?>> IGNORING_UNKNOWN_FIELDS =
      DescribedPredicate.describe(
          "@JsonIgnoreProperties(ignoreUnknown = true)",
          annotation ->
              annotation
                      .getRawType()
                      .getName()
                      .equals("com.fasterxml.jackson.annotation.JsonIgnoreProperties")
                  && annotation.get("ignoreUnknown").filter(Boolean.TRUE::equals).isPresent());

  static final ArchCondition<JavaClass> CALL_THE_CLOCK_RANDOMNESS_OR_ENVIRONMENT =
      new ArchCondition<>("read the clock, randomness or the environment") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            String name = access.getTargetOwner().getName() + "." + access.getName();
            boolean ambient =
                AMBIENT_CALLS.contains(name)
                    && (!name.endsWith(".now") || access.getDescription().contains("now()"));
            if (ambient) {
              events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
            }
          }
        }
      };

  private Conditions() {}

  static ArchCondition<JavaField> areNotNamedLikeASecret() {
    return new ArchCondition<>("not be named like a secret") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean constant = field.getModifiers().contains(JavaModifier.STATIC);
        if (!constant && SECRET_NAME.matcher(field.getName()).matches()) {
          events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is bare text"));
        }
      }
    };
  }

  static ArchCondition<JavaClass> holdNoSecretType() {
    return new ArchCondition<>("hold no secret") {
      @Override
      public void check(JavaClass record, ConditionEvents events) {
        for (JavaField field : record.getFields()) {
          boolean component = !field.getModifiers().contains(JavaModifier.STATIC);
          if (component && isSecret(field.getRawType())) {
            events.add(
                SimpleConditionEvent.violated(record, field.getFullName() + " is a component"));
          }
        }
      }
    };
  }

  static ArchCondition<JavaClass> areUsedByOperatorAndRuntime(JavaClasses code) {
    return new ArchCondition<>("be used by the operator and by the runtime") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (String side : Set.of("io.restproducer.operator", "io.restproducer.runtime")) {
          if (!onlyInlinedConstants(type) && !isUsedIn(side, type, code)) {
            events.add(
                SimpleConditionEvent.violated(type, type.getName() + " is not used in " + side));
          }
        }
      }
    };
  }

  /** The compiler copies such constants, so that no trace of the type is left where it is used. */
  private static boolean onlyInlinedConstants(JavaClass type) {
    return type.getMethods().isEmpty()
        && !type.getFields().isEmpty()
        && type.getFields().stream()
            .allMatch(
                field ->
                    field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getModifiers().contains(JavaModifier.FINAL)
                        && field.getRawType().isEquivalentTo(String.class));
  }

  private static boolean isUsedIn(String side, JavaClass type, JavaClasses code) {
    return code.stream()
        .filter(user -> user.getPackageName().startsWith(side))
        .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .anyMatch(used -> used.equals(type) || isInside(used, type));
  }

  private static boolean isInside(JavaClass used, JavaClass type) {
    return used.getEnclosingClass().map(outer -> outer.equals(type)).orElse(false);
  }

  private static boolean isSecret(JavaClass type) {
    return SECRET_TYPES.contains(type.getName())
        || SECRET_TYPES.stream().anyMatch(type::isAssignableTo);
  }
}
