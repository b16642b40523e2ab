package io.restproducer.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The line with which a person sends a record; the API key is in a file that it names. */
record CurlCommand(Caller caller, String topic, String message) {
  ShownCommand shown(Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of("curl", "-sS", "-i"));
    if (ShownCommand.wouldUseProxy(environment)) {
      words.addAll(List.of("--noproxy", "*"));
    }
    words.addAll(List.of("--cacert", caller.caCertificate().toString()));
    words.addAll(List.of("-H", "@" + caller.headerFile()));
    words.addAll(List.of("-H", "Content-Type: text/plain"));
    words.addAll(List.of("-d", message, caller.url(topic)));
    return ShownCommand.of(words);
  }
}
