package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.cli.Tool.Result;
import io.restproducer.contract.ApiKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class UsageTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "topics --nonsense",
        "topic",
        "topic-create",
        "limits --max-key-size many",
        "topics -o xml",
        "topics --timeout soon",
        "sign-clientauth-csr --in a --out b",
        "sign-clientauth-csr --in a --out b --api-key k --api-key-file f",
        "sign-clientauth-csr --in - --out b --api-key-file -",
        "produce t -d a -f b",
        "iam-service-id-create --name a --role king",
        "iam-service-id-revoke a --key-id short",
      })
  void wrongUsageIsTwoAndOneLineThatNamesTheHelp(String line) {
    Result result = new Tool(directory).run(line.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: ").contains("--help").hasLineCount(1);
  }

  @Test
  void aKeyThatIsInTheWrongPlaceIsNotRepeated() {
    String key = ApiKey.mint(new SecureRandom()).reveal();
    Result result = new Tool(directory).run("topics", key);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("rpk_<redacted>").doesNotContain(key);
  }

  @Test
  void aMistypedKeyIsRefusedWithoutRepeatingIt() {
    String key = ApiKey.mint(new SecureRandom()).reveal();
    String mistyped = key.substring(0, 65) + (key.endsWith("0") ? "1" : "0");
    Result result =
        new Tool(directory)
            .input("a request")
            .run("sign-clientauth-csr", "--in", "-", "--out", "o", "--api-key", mistyped);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("that is no API key").doesNotContain(mistyped);
  }

  @Test
  void aKubeconfigThatIsNotThereIsAFailure() {
    Result result = new Tool(directory).run("topics", "--kubeconfig", "/nowhere/kubeconfig");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("cannot read /nowhere/kubeconfig").hasLineCount(1);
  }

  @Test
  void everyCommandAndOptionHasADescription() {
    CommandLine all = Program.commandLine(new Root(new TestHost(directory).host()));
    all.getSubcommands()
        .values()
        .forEach(
            command -> {
              assertThat(command.getCommandSpec().usageMessage().description())
                  .as(command.getCommandName())
                  .isNotEmpty();
              command
                  .getCommandSpec()
                  .args()
                  .forEach(
                      argument ->
                          assertThat(argument.description())
                              .as(command.getCommandName() + " " + argument.paramLabel())
                              .isNotEmpty());
            });
  }

  @Test
  void coloursAreForTerminalsWithoutNoColor() {
    Tool tool = new Tool(directory).terminals(0, 1, 2);
    assertThat(tool.run("nonsense").err()).contains("\033[31m");
    assertThat(tool.with("NO_COLOR", "1").run("nonsense").err()).doesNotContain("\033");
    assertThat(new Tool(directory).run("nonsense").err()).doesNotContain("\033");
  }

  @Test
  void kubectlGetsCandidatesForAWord() {
    assertThat(new Tool(directory).run("__complete", "iam-service-id-c").out())
        .isEqualTo("iam-service-id-create\n:4\n");
    assertThat(new Tool(directory).run("completion", "bash").out())
        .contains("complete -F", "sign-clientauth-csr");
  }
}
