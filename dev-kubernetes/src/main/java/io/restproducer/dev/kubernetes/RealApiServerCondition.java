package io.restproducer.dev.kubernetes;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips, with the reason, what needs a real API server where only the mock is there. */
final class RealApiServerCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return switch (ApiServerChoice.resolve()) {
      case REAL -> ConditionEvaluationResult.enabled("a real API server is there");
      case MOCK ->
          ConditionEvaluationResult.disabled(
              context.getDisplayName() + " needs a real API server; here is the mock only");
    };
  }
}
