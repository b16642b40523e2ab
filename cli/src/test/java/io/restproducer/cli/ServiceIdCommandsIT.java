package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restproducer.cli.Tool.Result;
import io.restproducer.contract.ApiKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceIdCommandsIT {
  @TempDir private Path directory;
  private Stage stage;
  private Tool tool;

  @BeforeEach
  void start() {
    stage = new Stage(directory).withProducer("gateway");
    tool = stage.tool();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void aNewServiceIdsKeyIsPrintedOnceAndWorks() {
    ApiKey key = created("checkout");
    Result sent = tool.run("produce", "orders", "-d", "hello");
    assertThat(sent.code()).as(sent.err()).isZero();
    assertThat(sent.out()).contains("200: topic orders, partition 0, offset 0");
    assertThat(stage.endpoint().records()).containsExactly("orders:hello");
    Result refused = tool.run("produce", "other", "-d", "x", "--service-id", "checkout");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("error: 403: The credential may not write this topic.");
    for (String look : List.of("iam-service-ids", "iam-service-id checkout")) {
      String shown = tool.run(look.split(" ")).out();
      assertThat(shown).contains("checkout").doesNotContain(key.reveal());
    }
    assertThat(tool.run("iam-service-id", "checkout", "-o", "json").out())
        .contains("\"id\" : \"" + key.id() + "\"", "\"Active\"");
  }

  @Test
  void aServiceIdOfThatNameIsRefusedAndLeftAlone() {
    created("checkout");
    Result again = tool.run("iam-service-id-create", "--name", "checkout", "--topic", "payments");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("there is a ServiceId checkout");
    assertThat(stage.serviceId("checkout").get().getSpec().topics).containsExactly("orders");
  }

  @Test
  void aDeletedServiceIdIsGoneWhenTheCommandReturns() {
    ApiKey key = created("checkout");
    assertThat(tool.run("iam-service-id-delete", "checkout").code()).isZero();
    assertThat(stage.serviceId("checkout").get()).isNull();
    Result unknown = tool.run("iam-service-id-delete", "checkout");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("there is no ServiceId checkout");
    Result refused =
        tool.input(key.reveal()).run("produce", "orders", "-d", "x", "--api-key-file", "-");
    assertThat(refused.err()).contains("401");
  }

  @Test
  void rotationPrintsTheNewKeyAndTheOldOneWorksOn() {
    ApiKey old = created("checkout");
    ApiKey next = NewServiceId.key(tool.run("iam-service-id-rotate", "checkout"));
    assertThat(next.id()).isNotEqualTo(old.id());
    assertThat(tool.run("iam-service-id", "checkout").out()).contains(old.id() + ", Retiring");
    assertThat(stage.serviceId("checkout").get().getSpec().apiKey.generation).isEqualTo(1);
    ApiKey third = NewServiceId.key(tool.run("iam-service-id-rotate", "checkout", "--now"));
    assertThat(tool.run("iam-service-id", "checkout").out())
        .contains(next.id() + ", Revoked", third.id() + ", Active", old.id() + ", Revoked");
  }

  @Test
  void aRevokedKeyIsRefusedWhenTheCommandReturns() {
    ApiKey key = created("checkout");
    Result ended = tool.run("iam-service-id-revoke", "checkout", "--key-id", key.id());
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(stage.serviceId("checkout").get().getSpec().apiKey.revokedIds)
        .containsExactly(key.id());
    Result refused =
        tool.input(key.reveal()).run("produce", "orders", "-d", "x", "--api-key-file", "-");
    assertThat(refused.err()).contains("401");
    assertThat(tool.run("iam-service-id-revoke", "checkout", "--key-id", "AAAAAAAAAAAA").err())
        .contains("has no API key with the id AAAAAAAAAAAA");
    Result whole = tool.run("iam-service-id-revoke", "checkout", "--key-id", key.reveal());
    assertThat(whole.code()).isEqualTo(2);
    assertThat(whole.err()).doesNotContain(key.reveal());
  }

  @Test
  void resultsForScriptsAreJson() throws IOException {
    Result made =
        tool.run("iam-service-id-create", "--name", "app", "--topic", "orders", "-o", "json");
    assertThat(new ObjectMapper().readTree(made.out()).path("apiKey").asText())
        .matches(NewServiceId.KEY);
  }

  private ApiKey created(String name) {
    return NewServiceId.created(tool, name);
  }
}
