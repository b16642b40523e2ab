package io.restproducer.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The description that the runtime serves, read as its readers would. */
final class OpenApi {
  /**
   * One request and its answer: the examples of one name in one operation.
   *
   * @param target path and query
   * @param body of the request; nothing where the operation has none
   * @param answer as the example shows it
   */
  record Exchange(
      String name,
      String method,
      String target,
      Optional<String> contentType,
      String body,
      int status,
      String answerType,
      JsonNode answer,
      JsonNode schema) {
    @Override
    public String toString() {
      return "%s %s (%s): %d".formatted(method, target, name, status);
    }
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "head", "post");

  private final JsonNode root;

  private OpenApi(JsonNode root) {
    this.root = root;
  }

  static OpenApi served() {
    return new OpenApi(json(bytes()));
  }

  static byte[] bytes() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(byte[] text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What of {@code value} is against {@code schema}, which may refer to the description. */
  Set<String> faults(JsonNode schema, JsonNode value) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", root.get("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(whole)
        .validate(value)
        .stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toSet());
  }

  /** Of each operation: all of its answers, by status. */
  List<JsonNode> answersOfOperations() {
    List<JsonNode> answers = new ArrayList<>();
    operations((path, method, operation) -> answers.add(operation.get("responses")));
    return answers;
  }

  /** What {@code node} refers to, or itself. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** Names of the examples of answers that no request leads to. */
  Set<String> namesOfAllAnswers() {
    Set<String> names = new TreeSet<>();
    operations(
        (path, method, operation) ->
            fields(operation.get("responses"))
                .forEach(
                    answer ->
                        fields(resolved(answer.getValue()).path("content"))
                            .forEach(
                                media ->
                                    media
                                        .getValue()
                                        .path("examples")
                                        .fieldNames()
                                        .forEachRemaining(names::add))));
    return names;
  }

  /**
   * Every example of a request, with the answer of its name.
   *
   * @throws IllegalStateException if it has none
   */
  List<Exchange> exchanges() {
    List<Exchange> exchanges = new ArrayList<>();
    operations(
        (path, method, operation) -> {
          JsonNode parameters = operation.path("parameters");
          JsonNode ofPath = root.at("/paths").get(path).path("parameters");
          List<JsonNode> all = new ArrayList<>();
          ofPath.forEach(parameter -> all.add(resolved(parameter)));
          parameters.forEach(parameter -> all.add(resolved(parameter)));
          JsonNode media = resolved(operation.path("requestBody")).path("content");
          if (media.isMissingNode()) {
            examples(operation.at("/responses/200/content/application~1json"))
                .forEach(
                    (name, answer) ->
                        exchanges.add(
                            exchange(operation, method, path, all, name, Optional.empty(), "")));
          }
          for (Entry<String, JsonNode> type : fields(media)) {
            examples(type.getValue())
                .forEach(
                    (name, body) ->
                        exchanges.add(
                            exchange(
                                operation,
                                method,
                                path,
                                all,
                                name,
                                Optional.of(type.getKey()),
                                type.getKey().endsWith("json") ? body.toString() : body.asText())));
          }
        });
    return exchanges;
  }

  private interface Operation {
    void is(String path, String method, JsonNode operation);
  }

  private void operations(Operation each) {
    for (Entry<String, JsonNode> path : fields(root.get("paths"))) {
      for (Entry<String, JsonNode> method : fields(path.getValue())) {
        if (METHODS.contains(method.getKey())) {
          each.is(path.getKey(), method.getKey(), method.getValue());
        }
      }
    }
  }

  private Exchange exchange(
      JsonNode operation,
      String method,
      String path,
      List<JsonNode> parameters,
      String name,
      Optional<String> contentType,
      String body) {
    String target = path;
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      Map<String, JsonNode> examples = examples(parameter);
      String parameterName = parameter.get("name").asText();
      if (parameter.get("in").asText().equals("path")) {
        String value = examples.getOrDefault(name, examples.get("any")).asText();
        target = target.replace("{" + parameterName + "}", value);
      } else if (examples.containsKey(name)) {
        query.add(parameterName + "=" + encoded(examples.get(name).asText()));
      }
    }
    if (!query.isEmpty()) {
      target += "?" + String.join("&", query);
    }
    for (Entry<String, JsonNode> answer : fields(operation.get("responses"))) {
      for (Entry<String, JsonNode> media : fields(resolved(answer.getValue()).path("content"))) {
        JsonNode example = examples(media.getValue()).get(name);
        if (example != null) {
          return new Exchange(
              name,
              method.toUpperCase(Locale.ROOT),
              target,
              contentType,
              body,
              Integer.parseInt(answer.getKey()),
              media.getKey(),
              example,
              media.getValue().get("schema"));
        }
      }
    }
    throw new IllegalStateException(path + ": no answer has an example named " + name);
  }

  private Map<String, JsonNode> examples(JsonNode of) {
    Map<String, JsonNode> examples = new HashMap<>();
    for (Entry<String, JsonNode> example : fields(of.path("examples"))) {
      examples.put(example.getKey(), resolved(example.getValue()).get("value"));
    }
    return examples;
  }

  private static Set<Entry<String, JsonNode>> fields(JsonNode node) {
    return node.properties();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
