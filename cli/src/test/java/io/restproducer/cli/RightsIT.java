package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.restproducer.cli.Tool.Result;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example Roles are enough for an application team, and for nothing beyond. */
@OnRealApiServer
class RightsIT {
  private static final Path ROLES = Path.of("../deploy/examples/role/application-team.yaml");

  @TempDir private Path directory;

  @Test
  void anApplicationTeamMakesServiceIdsAndChangesNoRestProducer() throws IOException {
    try (Stage platform = new Stage(directory).withProducer("gateway");
        Stage shop = new Stage(directory)) {
      Tool tool =
          shop.tool(team(platform, shop))
              .always("--restproducer", platform.namespace() + "/gateway");
      done(tool.run("init"));
      done(tool.run("topics"));
      done(tool.run("certificates"));
      Result made = tool.run("iam-service-id-create", "--name", "checkout", "--topic", "orders");
      done(made);
      Files.writeString(
          directory.resolve("key"), made.out().replaceAll("(?s).*(rpk_\\w+).*", "$1"));
      Files.write(directory.resolve("app.csr"), Authority.request("CN=app"));
      done(
          tool.run(
              "sign-clientauth-csr",
              "--in",
              "app.csr",
              "--in-format",
              "der",
              "--api-key-file",
              "key",
              "--out",
              "app.pem"));
      done(tool.run("iam-service-id-rotate", "checkout"));
      done(tool.run("iam-service-ids"));
      Result refused = tool.run("topic-create", "--name", "payments");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains("you have not the right", "cannot patch resource \"restproducers\"")
          .hasLineCount(1);
      Result tried = tool.run("topic-create", "--name", "payments", "--dry-run");
      assertThat(tried.code()).isZero();
      assertThat(tried.out()).contains("name: payments");
      assertThat(tried.err()).contains("not checked by the API server");
      done(tool.run("iam-service-id-delete", "checkout"));
      assertThat(shop.tool(team(platform, shop)).run("init").err())
          .contains("not the right to list restproducers", "--restproducer NAMESPACE/NAME");
    }
  }

  private Path team(Stage platform, Stage shop) throws IOException {
    shop.admin()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(shop.namespace())
                .withName("team")
                .endMetadata()
                .build())
        .createOr(existing -> existing.patch());
    shop.apply(
        Files.readString(ROLES)
            .replace("namespace: event-gateway", "namespace: " + platform.namespace())
            .replace("namespace: shop", "namespace: " + shop.namespace())
            .replaceAll(
                "(?m)  - apiGroup: rbac.authorization.k8s.io\n    kind: Group\n    name: shop-team",
                "  - kind: ServiceAccount\n    name: team\n    namespace: " + shop.namespace()));
    return Stage.server().serviceAccountKubeconfig(shop.namespace(), "team");
  }

  private static void done(Result result) {
    assertThat(result.code()).as(result.err()).isZero();
  }
}
