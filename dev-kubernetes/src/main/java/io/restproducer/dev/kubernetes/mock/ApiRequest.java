package io.restproducer.dev.kubernetes.mock;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request for objects: the path taken apart, its parameters and its body. */
record ApiRequest(
    String method,
    ResourceType type,
    String namespace,
    String name,
    String subresource,
    Map<String, String> parameters,
    String contentType,
    String agent,
    byte[] body) {

  static ApiRequest of(
      ResourceTypes types, String method, URI uri, String contentType, String agent, byte[] body) {
    List<String> path = segments(uri.getRawPath());
    boolean core = "api".equals(path.get(0));
    if (path.size() < (core ? 3 : 4)) {
      throw Refused.notFound("the server could not find the requested resource");
    }
    String group = core ? "" : path.get(1);
    String version = path.get(core ? 1 : 2);
    List<String> rest = path.subList(core ? 2 : 3, path.size());
    String namespace = "";
    if (rest.size() > 2
        && "namespaces".equals(rest.get(0))
        && types.find(group, version, rest.get(2)).isPresent()) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    ResourceType type =
        types
            .find(group, version, rest.get(0))
            .orElseThrow(
                () -> Refused.notFound("the server could not find the requested resource"));
    return new ApiRequest(
        method,
        type,
        namespace,
        rest.size() > 1 ? rest.get(1) : "",
        rest.size() > 2 ? rest.get(2) : "",
        parameters(uri.getRawQuery()),
        contentType.split(";")[0].trim(),
        agent,
        body);
  }

  boolean isWatch() {
    return isTrue("watch");
  }

  boolean isTrue(String parameter) {
    String value = parameters.getOrDefault(parameter, "");
    return "true".equals(value) || "1".equals(value);
  }

  boolean dryRun() {
    return parameters.containsKey("dryRun");
  }

  boolean ofStatus() {
    return "status".equals(subresource);
  }

  /** Who writes: the field manager that was named, else the program's own name. */
  String manager() {
    return parameters.getOrDefault("fieldManager", agent.split("/")[0]);
  }

  ObjectKey key() {
    return type.key(namespace, name);
  }

  /** The same request for one object by its name. */
  ApiRequest toObject(String one) {
    return new ApiRequest(
        method, type, namespace, one, subresource, parameters, contentType, agent, body);
  }

  static List<String> segments(String path) {
    return Arrays.stream(path.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(ApiRequest::decoded)
        .toList();
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    List<String> pairs = query == null ? List.of() : new ArrayList<>(List.of(query.split("&")));
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      parameters.put(decoded(key), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return Map.copyOf(parameters);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
