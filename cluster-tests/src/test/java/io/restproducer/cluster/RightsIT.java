package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.dev.kubernetes.rights.AuditedRequest;
import io.restproducer.dev.kubernetes.rights.Right;
import io.restproducer.dev.kubernetes.rights.RightsComparison;
import io.restproducer.dev.kubernetes.rights.RoleRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Order;

/** What the operator did in the scenarios before, by the API server's own log, against its role. */
@OnCluster
@Order(Integer.MAX_VALUE - 2)
class RightsIT {
  private static final String OPERATOR = "system:serviceaccount:restproducer-system:";

  /**
   * Two that the server asks for with another request; one for a conflict, which may not happen.
   */
  private static final Set<Right> UNSEEN =
      Set.of(
          new Right("restproducer.io", "restproducers/finalizers", "update"),
          new Right("restproducer.io", "serviceids/finalizers", "update"),
          new Right("restproducer.io", "serviceids", "get"));

  /** Of the overlay for two operators, in a Role of its own. */
  private static final String LEASES = "leases";

  @Landing
  void nothingThatItDidIsBeyondItsRole(Cluster cluster) throws Exception {
    RightsComparison comparison = compared(cluster);
    assertThat(comparison.refused()).isEmpty();
    assertThat(comparison.notGranted()).isEmpty();
  }

  @Full
  void everyRuleOfItsRoleWasUsedAndNothingElse(Cluster cluster) throws Exception {
    assertThat(compared(cluster).problems()).isEmpty();
  }

  private static RightsComparison compared(Cluster cluster) throws Exception {
    List<AuditedRequest> requests =
        GivenCommand.of("audit.log")
            .run()
            .lines()
            .map(AuditedRequest::of)
            .flatMap(Optional::stream)
            .filter(request -> request.user().startsWith(OPERATOR))
            .filter(request -> !request.right().resource().equals(LEASES))
            .toList();
    assertThat(requests).isNotEmpty();
    cluster.install();
    var role = cluster.client().rbac().clusterRoles().withName(Cluster.OPERATOR).require();
    return RightsComparison.of(RoleRules.rights(role.getRules()), UNSEEN, requests);
  }
}
