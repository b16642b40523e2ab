package io.restproducer.dev.kubernetes.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RightsComparisonTest {
  private static final Right GET_PODS = new Right("", "pods", "get");
  private static final Right APPLY = new Right("apps", "deployments", "patch");
  private static final Right MAKE = new Right("apps", "deployments", "create");

  @Test
  void readsARequestOfAnAuditLog() {
    AuditedRequest request = request("patch", "restproducer.io", "serviceids", "status", 200);
    assertThat(request.user()).isEqualTo("system:serviceaccount:system:operator");
    assertThat(request.namespace()).isEqualTo("shop");
    assertThat(request.right())
        .isEqualTo(new Right("restproducer.io", "serviceids/status", "patch"))
        .hasToString("patch serviceids/status.restproducer.io");
  }

  @Test
  void aRequestForNoResourceNeedsNoRule() {
    assertThat(AuditedRequest.of("{\"kind\":\"Event\",\"requestURI\":\"/version\"}")).isEmpty();
  }

  @Test
  void aLineThatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> AuditedRequest.of("{\"kind\":"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no line of an audit log");
  }

  @Test
  void whatIsGrantedAndUsedIsNoProblem() {
    assertThat(compare(Set.of(GET_PODS), Set.of(), request("get", "", "pods", "", 404)).problems())
        .isEmpty();
  }

  @Test
  void anApplyThatMadeTheObjectUsesCreateToo() {
    assertThat(compare(Set.of(APPLY, MAKE), Set.of(), apply(201)).problems()).isEmpty();
    assertThat(compare(Set.of(APPLY, MAKE), Set.of(), apply(200)).unused()).containsExactly(MAKE);
  }

  @Test
  void whatIsNeverUsedIsNamed() {
    assertThat(compare(Set.of(GET_PODS), Set.of()).problems())
        .containsExactly("never used: get pods; take it out of the role");
  }

  @Test
  void whatTheServerAsksForWithoutARequestIsNotMissed() {
    assertThat(compare(Set.of(GET_PODS), Set.of(GET_PODS)).problems()).isEmpty();
  }

  @Test
  void whatIsUsedWithoutARuleIsNamed() {
    assertThat(compare(Set.of(), Set.of(), request("get", "", "pods", "", 200)).problems())
        .containsExactly("not in the role: get pods; add it there");
  }

  @Test
  void whatIsRefusedIsNamedAndUsesNothing() {
    assertThat(compare(Set.of(GET_PODS), Set.of(), request("get", "", "pods", "", 403)).problems())
        .containsExactly(
            "refused: get pods; add it to the role",
            "never used: get pods; take it out of the role");
  }

  @Test
  void whatANamespaceThatGoesTurnsAwayLacksNoRight() {
    AuditedRequest late =
        AuditedRequest.of(
                """
                {"kind":"Event","verb":"get","user":{"username":"system:serviceaccount:system:operator"},
                 "objectRef":{"resource":"pods","namespace":"shop"},
                 "responseStatus":{"code":403,"details":{"causes":[{"reason":"NamespaceTerminating"}]}}}
                """)
            .orElseThrow();

    assertThat(compare(Set.of(GET_PODS), Set.of(), late).problems()).isEmpty();
  }

  @Test
  void aRuleGrantsEachVerbOnEachResource() {
    assertThat(
            RoleRules.rights(
                List.of(
                    new PolicyRuleBuilder()
                        .withApiGroups("apps")
                        .withResources("deployments")
                        .withVerbs("patch", "create")
                        .build())))
        .containsExactlyInAnyOrder(APPLY, MAKE);
  }

  private static RightsComparison compare(
      Set<Right> granted, Set<Right> unseen, AuditedRequest... requests) {
    return RightsComparison.of(granted, unseen, List.of(requests));
  }

  private static AuditedRequest apply(int code) {
    return request("patch", "apps", "deployments", "", code);
  }

  private static AuditedRequest request(
      String verb, String group, String resource, String subresource, int code) {
    return AuditedRequest.of(
            """
            {"kind":"Event","verb":"%s","user":{"username":"system:serviceaccount:system:operator"},
             "objectRef":{"resource":"%s","namespace":"shop","apiGroup":"%s","subresource":"%s"},
             "responseStatus":{"code":%d}}
            """
                .formatted(verb, resource, group, subresource, code))
        .orElseThrow();
  }
}
