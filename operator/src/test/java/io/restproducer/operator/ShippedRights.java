package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.dev.kubernetes.rights.Right;
import io.restproducer.dev.kubernetes.rights.RoleRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.stream.Stream;

/** The roles of deploy/, as they are installed. */
final class ShippedRights {
  private static final Path DEPLOY = Path.of("..", "deploy");

  private ShippedRights() {}

  static SortedSet<Right> clusterRole() throws IOException {
    return RoleRules.rights(only(ClusterRole.class, "base/rbac.yaml").getRules());
  }

  static SortedSet<Right> roleOfAWatchedNamespace() throws IOException {
    return RoleRules.rights(only(Role.class, "overlays/namespaced/rights/role.yaml").getRules());
  }

  static SortedSet<Right> leaseRole() throws IOException {
    return RoleRules.rights(only(Role.class, "overlays/ha/lease-rbac.yaml").getRules());
  }

  private static <T> T only(Class<T> kind, String file) throws IOException {
    return Stream.of(Files.readString(DEPLOY.resolve(file)).split("\n---\n"))
        .filter(document -> document.contains("kind: " + kind.getSimpleName() + "\n"))
        .map(document -> Serialization.unmarshal(document, kind))
        .findFirst()
        .orElseThrow();
  }
}
