package io.restproducer.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.function.Function;

/** JSON as both sides spell it: deterministic when written, lenient about unknown fields. */
final class ContractJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private ContractJson() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a contract type: " + value.getClass(), e);
    }
  }

  /** Reads {@code json}; what is wrong with it goes into {@code failure} without its content. */
  static <T, E extends Exception> T read(byte[] json, Class<T> type, Function<String, E> failure)
      throws E {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw failure.apply("the JSON is null");
      }
      return value;
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw failure.apply("the JSON does not fit " + type.getSimpleName());
    } catch (IOException e) {
      throw failure.apply("the JSON cannot be read");
    }
  }
}
