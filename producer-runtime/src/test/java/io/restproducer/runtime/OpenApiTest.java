package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restproducer.runtime.OpenApi.Exchange;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The served description holds together, and knows every refusal there is. */
class OpenApiTest {
  private static final OpenApi API = OpenApi.served();

  @Test
  void knowsEachReasonUnderItsStatusAndNoOther() {
    Set<String> described = new TreeSet<>();
    for (JsonNode answers : API.answersOfOperations()) {
      answers
          .properties()
          .forEach(
              answer ->
                  API.resolved(answer.getValue())
                      .path("x-reasons")
                      .forEach(reason -> described.add(answer.getKey() + " " + reason.asText())));
    }

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values())
                .map(reason -> reason.status() + " " + reason)
                .collect(Collectors.toSet()));
  }

  @Test
  void promisesRetryAfterJustWhereAReasonHasIt() {
    for (Reason reason : Reason.values()) {
      for (JsonNode answers : API.answersOfOperations()) {
        JsonNode answer = API.resolved(answers.path(Integer.toString(reason.status())));
        if (answer.has("x-reasons")) {
          assertThat(answer.path("headers").has("Retry-After"))
              .as("Retry-After of %s", reason)
              .isEqualTo(reason.retryAfterSeconds().isPresent());
        }
      }
    }
  }

  static Collection<Exchange> exchanges() {
    return API.exchanges();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void showsAnswersThatFitTheirSchemas(Exchange exchange) {
    assertThat(API.faults(exchange.schema(), exchange.answer())).isEmpty();
    if (exchange.status() >= 400) {
      assertThat(exchange.answer().get("error_code").asInt()).isEqualTo(exchange.status());
    }
  }

  @Test
  void hasARequestForEachAnswerThatItShows() {
    assertThat(API.exchanges().stream().map(Exchange::name).collect(Collectors.toSet()))
        .isEqualTo(API.namesOfAllAnswers());
  }

  @Test
  void noticesWhatDoesNotFit() {
    JsonNode schema = API.at("/components/schemas/BatchPartlyWritten");

    assertThat(API.faults(schema, OpenApi.json("{\"offsets\":[{\"partition\":0}]}".getBytes())))
        .isNotEmpty();
  }
}
