package io.restproducer.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';a.example.com;true",
        "example.com;a.example.com;false",
        ".example.com;a.example.com;false",
        "*.example.com;a.example.com;false",
        "other.org, a.example.com;A.example.com;false",
        "*;a.example.com;false",
        "ample.com;a.example.com;true",
      })
  void exceptionsAreThoseOfNoProxy(String exceptions, String target, boolean used) {
    Host host = host(Map.of("HTTPS_PROXY", "http://proxy:3128", "no_proxy", exceptions));
    assertThat(Proxies.of(host, target).isPresent()).isEqualTo(used);
  }

  @Test
  void addressAndPortAreRead() {
    assertThat(Proxies.of(host(Map.of("https_proxy", "proxy.example.com:8080")), "x"))
        .hasValueSatisfying(
            proxy -> {
              assertThat(proxy.getHostString()).isEqualTo("proxy.example.com");
              assertThat(proxy.getPort()).isEqualTo(8080);
            });
  }

  @Test
  void whatIsNoUrlIsSaid() {
    assertThatThrownBy(() -> Proxies.of(host(Map.of("HTTPS_PROXY", "http://a b")), "x"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("write for example http://proxy.example.com:3128");
  }

  private static Host host(Map<String, String> environment) {
    return new Host(
        InputStream.nullInputStream(),
        System.out,
        System.err,
        environment,
        Path.of(""),
        Set.of(),
        Clock.systemUTC(),
        new SecureRandom());
  }
}
