package io.restproducer.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class KeyedListsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void entriesAreToldApartByTheirNames() throws IOException {
    ObjectNode target = object("{\"topics\":[{\"name\":\"a\",\"partitions\":1},{\"name\":\"b\"}]}");
    KeyedLists.merge(
        target, object("{\"topics\":[{\"name\":\"a\",\"partitions\":2},{\"name\":\"c\"}]}"));
    assertThat(target)
        .isEqualTo(
            object(
                "{\"topics\":[{\"name\":\"a\",\"partitions\":2},{\"name\":\"b\"},{\"name\":\"c\"}]}"));
  }

  @Test
  void plainValuesAreAddedOnce() throws IOException {
    ObjectNode target = object("{\"apiKey\":{\"revokedIds\":[\"a\"],\"generation\":1}}");
    KeyedLists.merge(
        target, object("{\"apiKey\":{\"revokedIds\":[\"a\",\"b\"],\"generation\":2}}"));
    assertThat(target)
        .isEqualTo(object("{\"apiKey\":{\"revokedIds\":[\"a\",\"b\"],\"generation\":2}}"));
  }

  @Test
  void anEntryIsTakenOutAndAnEmptyListWithIt() throws IOException {
    ObjectNode target = object("{\"topics\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");
    KeyedLists.remove(target, "topics", "a");
    assertThat(target).isEqualTo(object("{\"topics\":[{\"name\":\"b\"}]}"));
    KeyedLists.remove(target, "topics", "b");
    assertThat(target).isEqualTo(object("{}"));
  }

  private static ObjectNode object(String json) throws IOException {
    return (ObjectNode) JSON.readTree(json);
  }
}
