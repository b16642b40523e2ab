package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AcknowledgementTest {
  private static final String BODY =
      "{\"metadata\":{\"topic\":\"orders\",\"timestamp\":\"17\",\"partition\":2,\"offset\":42}}";

  @Test
  void readsHeadAndBody() {
    assertThat(
            Acknowledgement.ofHeadAndBody(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + BODY))
        .isEqualTo(new Acknowledgement("orders", 2, 42));
  }

  @Test
  void readsPastAContinue() {
    assertThat(
            Acknowledgement.ofHeadAndBody(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n" + BODY))
        .isEqualTo(new Acknowledgement("orders", 2, 42));
  }

  @Test
  void readsWhatWgetPrints() {
    assertThat(
            Acknowledgement.ofHeadAndBody(
                "  HTTP/1.1 200 OK\n  Content-Type: application/json\n" + BODY))
        .isEqualTo(new Acknowledgement("orders", 2, 42));
  }

  @Test
  void takesNothingElseForA200() {
    refused("HTTP/1.1 401 Unauthorized\r\nA: b\r\n\r\n{\"error_code\":401}", "expected 200");
    refused("  HTTP/1.1 403 Forbidden\n  A: HTTP/1.1 200 OK\n{\"error_code\":403}", "expected 200");
    refused("HTTP/1.1 200 OK\r\nA: b\r\n\r\n{\"metadata\":{}}", "names no topic");
    refused("HTTP/1.1 200 OK\r\nA: b\r\n\r\n<html>", "no JSON");
  }

  private static void refused(String output, String message) {
    assertThatThrownBy(() -> Acknowledgement.ofHeadAndBody(output))
        .isInstanceOf(QuickstartFailure.class)
        .hasMessageContaining(message);
  }
}
