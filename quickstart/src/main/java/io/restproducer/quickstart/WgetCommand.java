package io.restproducer.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The line with which a person sends a record and shows a certificate: no API key anywhere. */
record WgetCommand(CertifiedCaller caller, String topic, String message) {
  ShownCommand shown(Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of("wget", "-qSO-", "--content-on-error"));
    if (ShownCommand.wouldUseProxy(environment)) {
      words.add("--no-proxy");
    }
    words.add("--ca-certificate=" + caller.caCertificate());
    words.add("--certificate=" + caller.certificate());
    words.add("--private-key=" + caller.privateKey());
    words.add("--header=Content-Type: text/plain");
    words.add("--post-data=" + message);
    words.add(caller.url(topic));
    return ShownCommand.of(words);
  }
}
