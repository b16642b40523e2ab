package io.restproducer.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON of an answer, as maps, lists, strings, numbers, booleans and null. */
final class Json {
  private final Object value;

  private Json(Object value) {
    this.value = value;
  }

  static Json parse(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      return new Json(read(parser));
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }

  Json at(String name) {
    return new Json(((Map<?, ?>) value).get(name));
  }

  Json at(int index) {
    return new Json(((List<?>) value).get(index));
  }

  int size() {
    return ((List<?>) value).size();
  }

  long number() {
    return ((Number) value).longValue();
  }

  String text() {
    return (String) value;
  }

  private static Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, read(parser));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser));
        }
        yield items;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }
}
