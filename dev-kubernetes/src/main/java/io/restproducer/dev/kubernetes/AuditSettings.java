package io.restproducer.dev.kubernetes;

import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.nio.file.Path;
import java.util.List;

/** What the API server notes of requests: those of ServiceAccounts, without their contents. */
final class AuditSettings {
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
        - level: Metadata
          userGroups: ["system:serviceaccounts"]
        - level: None
      """;

  private AuditSettings() {}

  static Path log(Path directory) {
    return directory.resolve("audit.log");
  }

  static List<String> flags(Path directory) {
    Path policy = OwnerOnlyFile.write(directory.resolve("audit-policy.yaml"), POLICY);
    return List.of(
        "--audit-policy-file=" + policy,
        "--audit-log-path=" + log(directory),
        "--audit-log-maxsize=200",
        "--audit-log-maxbackup=1");
  }
}
