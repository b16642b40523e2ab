package io.restproducer.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.restproducer.cli.host.Host;

/** Prints a result for people or for scripts, as {@code -o} says; the result alone goes here. */
final class Output {
  private final Host host;
  private final Format format;

  Output(Host host, Format format) {
    this.host = host;
    this.format = format;
  }

  /** Prints {@code text} or the record, whichever is wanted. */
  void show(Object record, String text) {
    switch (format) {
      case TEXT -> host.out().println(text);
      case JSON -> host.out().println(written(json(new ObjectMapper()), record));
      case YAML -> host.out().print(yaml(record));
    }
  }

  /** Prints a patch: as YAML unless JSON is wanted. */
  void patch(Object patch) {
    host.out()
        .print(
            format == Format.JSON ? written(json(new ObjectMapper()), patch) + "\n" : yaml(patch));
  }

  boolean isText() {
    return format == Format.TEXT;
  }

  private static String yaml(Object record) {
    return written(
        json(
            new ObjectMapper(
                new YAMLFactory()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS))),
        record);
  }

  private static ObjectMapper json(ObjectMapper mapper) {
    return mapper
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
        .enable(SerializationFeature.INDENT_OUTPUT);
  }

  private static String written(ObjectMapper mapper, Object record) {
    try {
      return mapper.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot print a result", e);
    }
  }
}
