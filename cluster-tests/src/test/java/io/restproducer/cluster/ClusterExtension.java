package io.restproducer.cluster;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One installation for all scenarios of a run and a stage for each; what a failed one leaves to see
 * is collected before its stage is cleared.
 */
final class ClusterExtension implements ParameterResolver, AfterTestExecutionCallback {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(ClusterExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Cluster.class || type == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == Cluster.class) {
      return cluster(context);
    }
    String scenario = context.getRequiredTestClass().getSimpleName().replaceFirst("IT$", "");
    return context
        .getStore(STORE)
        .computeIfAbsent(Stage.class, type -> new Stage(installed(context), scenario), Stage.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      new Evidence(cluster(context).kubectl())
          .collect(
              context.getRequiredTestClass().getSimpleName()
                  + "."
                  + context.getRequiredTestMethod().getName());
    }
  }

  private static Cluster installed(ExtensionContext context) {
    Cluster cluster = cluster(context);
    cluster.install();
    return cluster;
  }

  private static Cluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent(Cluster.class, type -> Cluster.current(), Cluster.class);
  }
}
