package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images that deploy/build-images.sh makes are the ones that get installed. */
class ImageNamesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern VERSION = Pattern.compile("<version>(.+?)(-SNAPSHOT)?</version>");
  private static final Pattern IMAGE = Pattern.compile("restproducer/[a-z-]+:\\S+");

  @Test
  void theDefaultRuntimeImageIsTheOneThatIsBuilt() throws IOException {
    assertThat(OperatorConfig.DEFAULT_IMAGE).isEqualTo(built("producer-runtime"));
  }

  @ParameterizedTest
  @CsvSource({
    "deploy/base/deployment.yaml, operator producer-runtime",
    "deploy/overlays/dev-kafka/broker.yaml, dev-kafka",
  })
  void manifestsNameTheImagesThatAreBuilt(String manifest, String modules) throws IOException {
    List<String> named =
        IMAGE
            .matcher(Files.readString(ROOT.resolve(manifest)))
            .results()
            .map(MatchResult::group)
            .toList();
    List<String> built = List.of(modules.split(" "));
    assertThat(named).hasSameSizeAs(built);
    for (int i = 0; i < named.size(); i++) {
      assertThat(named.get(i)).isEqualTo(built(built.get(i)));
    }
  }

  private static String built(String module) throws IOException {
    Matcher version = VERSION.matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    return "restproducer/" + module + ":" + version.group(1);
  }
}
