package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.dev.kubernetes.rights.Right;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RightsTest {
  @Test
  void aWatchedNamespaceGrantsWhatTheClusterRoleDoes() throws Exception {
    Set<Right> inTheCluster = new TreeSet<>(ShippedRights.clusterRole());
    // No Role can grant them: they are in no namespace.
    inTheCluster.removeIf(right -> right.resource().equals("namespaces"));
    assertThat(ShippedRights.roleOfAWatchedNamespace()).isEqualTo(inTheCluster);
  }

  @Test
  void nothingIsGrantedByAWildcard() throws Exception {
    assertThat(ShippedRights.clusterRole())
        .noneMatch(right -> (right.group() + right.resource() + right.verb()).contains("*"));
  }

  @Test
  void podsAreLookedAtOnly() throws Exception {
    assertThat(ShippedRights.clusterRole())
        .filteredOn(right -> right.resource().startsWith("pods"))
        .extracting(Right::verb)
        .containsExactly("list", "watch");
  }
}
