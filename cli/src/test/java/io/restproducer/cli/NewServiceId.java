package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.cli.Tool.Result;
import io.restproducer.contract.ApiKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes ServiceIds with the tool and picks their keys out of what it prints. */
final class NewServiceId {
  static final Pattern KEY = Pattern.compile("rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");

  private NewServiceId() {}

  static ApiKey created(Tool tool, String name) {
    Result made =
        tool.run("iam-service-id-create", "--name", name, "--role", "editor", "--topic", "orders");
    assertThat(made.code()).as(made.err()).isZero();
    return key(made);
  }

  static ApiKey key(Result result) {
    Matcher found = KEY.matcher(result.out());
    assertThat(found.find()).as(result.out() + result.err()).isTrue();
    String text = found.group();
    assertThat(found.find()).isFalse();
    assertThat(result.err()).doesNotContain(text);
    return ApiKey.parse(text).orElseThrow();
  }
}
