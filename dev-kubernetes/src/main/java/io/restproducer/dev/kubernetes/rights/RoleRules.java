package io.restproducer.dev.kubernetes.rights;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rules of a Role or ClusterRole, one by one; names that a rule is held to are left out. */
public final class RoleRules {
  private RoleRules() {}

  public static SortedSet<Right> rights(List<PolicyRule> rules) {
    SortedSet<Right> rights = new TreeSet<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          rule.getVerbs().forEach(verb -> rights.add(new Right(group, resource, verb)));
        }
      }
    }
    return rights;
  }
}
