package io.restproducer.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OwnFieldsTest {
  private static final String RESOURCE =
      """
      {"metadata":{"managedFields":[
        {"manager":"kubectl-restproducer","operation":"Update","fieldsV1":{"f:spec":{"f:replicas":{}}}},
        {"manager":"kubectl-restproducer","operation":"Apply","subresource":"status",
         "fieldsV1":{"f:spec":{"f:replicas":{}}}},
        {"manager":"argocd-controller","operation":"Apply","fieldsV1":{"f:spec":{"f:maxKeySize":{}}}},
        {"manager":"kubectl-restproducer","operation":"Apply","fieldsV1":{"f:spec":{
          "f:maxMessageSize":{},
          "f:apiKey":{"f:revokedIds":{"v:\\"b\\"":{}},"f:generation":{}},
          "f:topics":{"k:{\\"name\\":\\"mine\\"}":{".":{},"f:name":{},"f:partitions":{},"f:config":{}}}}}}]},
       "spec":{"replicas":2,"maxKeySize":1,"maxMessageSize":5,
        "apiKey":{"enabled":true,"revokedIds":["a","b"],"generation":3},
        "topics":[{"name":"theirs","partitions":1},
                  {"name":"mine","partitions":2,"replicationFactor":3,"config":{"x":"y"}}]}}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void givesWhatThisManagerHasAppliedAndNothingElse() throws IOException {
    assertThat(OwnFields.ofSpec(JSON.readTree(RESOURCE), "kubectl-restproducer"))
        .isEqualTo(
            JSON.readTree(
                """
                {"maxMessageSize":5,"apiKey":{"revokedIds":["b"],"generation":3},
                 "topics":[{"name":"mine","partitions":2,"config":{"x":"y"}}]}
                """));
  }

  @Test
  void ofAManagerThatHasAppliedNothingItIsEmpty() throws IOException {
    assertThat(OwnFields.ofSpec(JSON.readTree(RESOURCE), "somebody")).isEmpty();
  }

  @Test
  void aFieldThatIsGoneIsLeftOut() throws IOException {
    String without = RESOURCE.replace("\"maxMessageSize\":5,", "");
    assertThat(
            OwnFields.ofSpec(JSON.readTree(without), "kubectl-restproducer").has("maxMessageSize"))
        .isFalse();
  }
}
