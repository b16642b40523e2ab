package io.restproducer.cli.doctor;

import io.restproducer.cli.credentials.TrustBundle;
import io.restproducer.cli.host.Host;
import io.restproducer.cli.http.Proxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way from this machine to an endpoint: name, connection, clock, certificate. */
public final class NetworkChecks {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  private final Host host;
  private final URI endpoint;
  private final TrustBundle trust;
  private Optional<InetSocketAddress> proxy = Optional.empty();
  private Connection.Seen seen;

  /** Creates them; nothing is sent yet. */
  public NetworkChecks(Host host, URI endpoint, TrustBundle trust) {
    this.host = host;
    this.endpoint = endpoint;
    this.trust = trust;
  }

  /** Adds them, in their order. */
  public Examination addTo(Examination examination) {
    return examination
        .then(this::proxy)
        .then(this::dns)
        .then(this::tcp)
        .then(this::tls)
        .then(this::clock)
        .then(this::expiry)
        .then(this::name)
        .then(this::chain);
  }

  private Verdict proxy() {
    proxy = Proxies.of(host, endpoint.getHost());
    if (proxy.isEmpty()) {
      return Verdict.ok("proxy", "none for " + endpoint.getHost());
    }
    String remedy =
        "let it through there, or go around it: add %s to NO_PROXY".formatted(endpoint.getHost());
    try {
      Connection.open(endpoint, proxy).close();
      return Verdict.ok("proxy", "HTTPS_PROXY " + words(proxy.get()) + " lets through");
    } catch (Connection.RefusedByProxy e) {
      return Verdict.broken(
          "proxy",
          "HTTPS_PROXY %s does not let through to %s: %s"
              .formatted(words(proxy.get()), endpoint.getAuthority(), e.getMessage()),
          remedy);
    } catch (IOException e) {
      return Verdict.broken(
          "proxy",
          "HTTPS_PROXY %s does not answer: %s".formatted(words(proxy.get()), e.getMessage()),
          remedy);
    }
  }

  private Verdict dns() {
    if (proxy.isPresent()) {
      return Verdict.skipped("DNS", "the proxy looks names up");
    }
    try {
      return Verdict.ok(
          "DNS",
          "%s is %s"
              .formatted(
                  endpoint.getHost(),
                  Arrays.stream(InetAddress.getAllByName(endpoint.getHost()))
                      .map(InetAddress::getHostAddress)
                      .collect(Collectors.joining(", "))));
    } catch (UnknownHostException e) {
      boolean inside = endpoint.getHost().contains(".svc");
      return Verdict.broken(
          "DNS",
          "%s has no address here".formatted(endpoint.getHost()),
          inside
              ? "that name is known inside the cluster alone: call from a pod, or set spec.expose to have the endpoint reached from outside"
              : "add it to DNS or correct spec.expose.api.host");
    }
  }

  private Verdict tcp() {
    if (proxy.isPresent()) {
      return Verdict.skipped("TCP", "the proxy connects");
    }
    try (Socket open = Connection.open(endpoint, Optional.empty())) {
      return Verdict.ok(
          "TCP", words((InetSocketAddress) open.getRemoteSocketAddress()) + " answers");
    } catch (IOException e) {
      return Verdict.broken(
          "TCP",
          "%s does not answer: %s".formatted(endpoint.getAuthority(), e.getMessage()),
          "see whether a firewall is between, and whether Service and port are those of the pods: kubectl get services,endpointslices");
    }
  }

  private Verdict tls() {
    try {
      seen = Connection.look(Connection.open(endpoint, proxy), endpoint);
      return Verdict.ok("TLS", seen.protocol());
    } catch (IOException | GeneralSecurityException e) {
      return Verdict.broken(
          "TLS",
          "no handshake with %s: %s".formatted(endpoint.getAuthority(), e.getMessage()),
          "see whether something between ends or breaks TLS (it has to pass through), and whether spec.tls asks for less than this client has");
    }
  }

  private Verdict clock() {
    if (seen.serverTime().isEmpty()) {
      return Verdict.skipped("clock", "the server has told no time");
    }
    Duration ahead = Duration.between(seen.serverTime().get(), now());
    String words =
        "%d s %s the server's"
            .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    return ahead.abs().compareTo(CLOCK_TOLERANCE) > 0
        ? Verdict.broken(
            "clock", words, "set this machine's clock (NTP): certificates are judged by it")
        : Verdict.ok("clock", words);
  }

  private Verdict expiry() {
    X509Certificate leaf = seen.chain().get(0);
    Instant end = leaf.getNotAfter().toInstant();
    Instant begin = leaf.getNotBefore().toInstant();
    if (now().isAfter(end) || now().isBefore(begin)) {
      return Verdict.broken(
          "expiry",
          "the server certificate is valid from %s to %s".formatted(begin, end),
          "the operator renews its own in time: see condition CertificatesReady; one of your own (spec.tls) you have to replace");
    }
    return Verdict.ok("expiry", "valid until " + end);
  }

  private Verdict name() {
    X509Certificate leaf = seen.chain().get(0);
    if (ServerNames.cover(leaf, endpoint.getHost())) {
      return Verdict.ok("name", endpoint.getHost() + " stands in the certificate");
    }
    return Verdict.broken(
        "name",
        "the server certificate is for %s, not for %s"
            .formatted(String.join(", ", ServerNames.of(leaf)), endpoint.getHost()),
        "call it by one of these names, or add this one to spec.expose.api.host; if none is yours, another server answers there");
  }

  private Verdict chain() {
    try {
      var path = CertificateFactory.getInstance("X.509").generateCertPath(withoutAnchors());
      PKIXParameters parameters =
          new PKIXParameters(
              trust.certificates().stream()
                  .map(authority -> new TrustAnchor(authority, null))
                  .collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now()));
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return Verdict.ok("chain", "signed by the CA that clients are given");
    } catch (GeneralSecurityException e) {
      X509Certificate leaf = seen.chain().get(0);
      return Verdict.broken(
          "chain",
          "the server certificate is not signed by the CA that clients are given, but by %s"
              .formatted(leaf.getIssuerX500Principal().getName()),
          "fetch the CA anew: kubectl restproducer certificates --force; if it stays so, something between ends TLS with a certificate of its own");
    }
  }

  private List<X509Certificate> withoutAnchors() {
    return seen.chain().stream().filter(c -> !trust.certificates().contains(c)).toList();
  }

  private Instant now() {
    return host.clock().instant();
  }

  private static String words(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
