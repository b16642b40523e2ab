package io.restproducer.dev.kubernetes.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to run for an image, found by its full name or by its name without the tag. */
record Images(Map<String, List<String>> commands) {

  Images {
    commands = Map.copyOf(commands);
  }

  Optional<List<String>> command(String image) {
    int tag = image.lastIndexOf(':');
    String name = tag > image.lastIndexOf('/') ? image.substring(0, tag) : image;
    return Optional.ofNullable(commands.getOrDefault(image, commands.get(name)));
  }
}
