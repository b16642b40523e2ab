package io.restproducer.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.dev.kubernetes.ApiServer;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server itself refuses, and that its words say what to write instead. */
@OnRealApiServer
class AdmissionIT {
  /** 63 characters, as many as a label of a DNS name may have. */
  private static final String LONG_LABEL =
      "abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-012345678";

  private static final Map<Class<?>, String> NAMESPACES =
      Map.of(RestProducer.class, "event-gateway", ServiceId.class, "shop");
  private static final PatchContext DRY_RUN =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withDryRun(List.of("All"))
          .build();

  @TempDir private static Path directory;
  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void applyTheExamples() throws IOException {
    server = ApiServer.start(directory);
    client = new KubernetesClientBuilder().withConfig(server.config()).build();
    for (Class<? extends CustomResource<?, ?>> kind :
        List.<Class<? extends CustomResource<?, ?>>>of(RestProducer.class, ServiceId.class)) {
      String yaml = Files.readString(CrdYaml.file(kind));
      client.resource(Serialization.unmarshal(yaml, CustomResourceDefinition.class)).create();
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(CustomResource.getCRDName(kind))
          .waitUntilCondition(AdmissionIT::isEstablished, 60, TimeUnit.SECONDS);
    }
    for (String name : NAMESPACES.values()) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
    }
    client.resource(example("10-restproducer.yaml", RestProducer.class)).create();
    client.resource(example("20-serviceid.yaml", ServiceId.class)).create();
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{maxMessageSize: 33554433}"
            + "| 33554433 bytes need a memory limit of at least 536870928 bytes,"
            + " resources.limits.memory is 512Mi (default): raise that limit or lower",
        "{maxMessageSize: 104857600, resources: {limits: {memory: 1Gi}}}"
            + "| at least 1677721600 bytes, resources.limits.memory is 1Gi",
        "{maxMessageSize: 0} | greater than or equal to 1",
        "{maxMessageSize: 104857601} | less than or equal to 104857600",
        "{maxKeySize: -1} | greater than or equal to 0",
        "{maxKeySize: 65537} | less than or equal to 65536",
        "{replicas: -1} | greater than or equal to 0",
        "{kafka: {bootstrapServers: kafka}} | write host:port[,host:port…]",
        "{kafka: {bootstrapServers: 'kafka:0'}} | write host:port[,host:port…]",
        "{kafka: {bootstrapServers: 'kafka:65536'}} | write host:port[,host:port…]",
        "{kafka: {bootstrapServers: 'a:1, b:1'}} | without spaces",
        "{kafka: {producer: {max.block.ms: 5}}} | not an option here: max.block.ms; these are:"
            + " acks",
        "{kafka: {producer: {enable.idempotence: 'false'}}} | not an option here: enable.idemp",
        "{kafka: {producer: {acks: 0}}} | write all (default) or 1",
        "{kafka: {producer: {linger.ms: 5s}}} | write a whole number from 0 to 999999999 for"
            + " linger",
        "{kafka: {producer: {compression.type: brotli}}} | write none, gzip, snappy, lz4 or zstd",
        "{kafka: {producer: {client.dns.lookup: x}}} | write use_all_dns_ips or",
        "{kafka: {producer: {delivery.timeout.ms: 1000}}}"
            + "| 1000 is less than request.timeout.ms + linger.ms = 5000: raise it",
        "{kafka: {tls: {trustedCertificates: [{secretName: ca}]}}}"
            + "| write exactly one of certificate (one key of the Secret, for example ca.crt) and",
        "{kafka: {tls: {trustedCertificates: [{secretName: ca, certificate: a, pattern: '*'}]}}}"
            + "| write exactly one of certificate",
        "{kafka: {tls: {trustedCertificates: [{certificate: ca.crt}]}}} | secretName: Required",
        "{kafka: {tls: {trustedCertificates: [{secretName: ca, pattern: 'a/*'}]}}}"
            + "| write letters, digits, '-', '_', '.' and '*'; for example *.crt",
        "{kafka: {tls: {trustedCertificates: [{secretName: a/b, certificate: c}]}}}"
            + "| write the name of a Secret",
        "{kafka: {tls: {trustedCertificates: [{secretName: ca, certificate: ../c}]}}}"
            + "| write a key of the Secret",
        "{kafka: {authentication: {}}} | write exactly one of scramSha512, scramSha256, plain",
        "{kafka: {tls: {}, authentication: {tls: {secretName: u, certificate: user.crt, key:"
            + " user.key}, plain: {username: u, passwordSecret: {secretName: u, key: password}}}}}|"
            + " write exactly one of scramSha512",
        "{kafka: {authentication: {tls: {secretName: u, certificate: user.crt, key: user.key}}}}"
            + "| a client certificate needs TLS: write kafka.tls, too",
        "{kafka: {authentication: {scramSha512: {username: u}}}} | passwordSecret: Required",
        "{kafka: {authentication: {plain: {username: u, passwordSecret: {secretName: s}}}}}"
            + "| key: Required",
        "{kafka: {serviceIdHeader: 'a b'}} | write 1 to 128 letters, digits",
        "{topics: [{name: __offsets}]} | not beginning with '__'",
        "{topics: [{name: 'a b'}]} | write 1 to 249 letters",
        "{topics: [{name: a}, {name: a}]} | Duplicate value",
        "{topics: [{name: a, partitions: 0}]} | greater than or equal to 1",
        "{expose: {api: {host: null}}} | api.host: with type NodePort write the name",
        "{expose: {api: {host: 'https://a'}}} | without scheme and port",
        "{expose: {type: ClusterIP, api: {nodePort: 30000}}} | only with type NodePort",
        "{expose: {api: {port: 9443}}} | clientAuth.port: one Service has both ports, so they must",
        "{expose: {clientAuth: {host: 'a:1'}}} | without scheme and port",
        "{expose: {api: {host: orders..example.com}}} | write a DNS name",
        "{expose: {api: {host: a-.example.com}}} | write a DNS name",
        "{expose: {api: {host: a.-b}}} | write a DNS name",
        "{expose: {clientAuth: {host: " + LONG_LABEL + "4.example.com}}} | write a DNS name",
        "{expose: {clientAuth: {port: 0}}} | greater than or equal to 1",
        "{expose: {type: ClusterIP, clientAuth: {nodePort: 30001}}} | clientAuth.nodePort: only"
            + " with",
        "{expose: {api: {nodePort: 30001}, clientAuth: {nodePort: 30001}}} | must differ from"
            + " api.n",
        "{tls: {dnsNames: ['a b']}} | not a DNS name: a b; write for example orders.example.com",
        "{tls: {dnsNames: ['*.*.a']}} | not a DNS name: *.*.a",
        "{tls: {ipAddresses: [a.example.com]}} | not an IP address: a.example.com; write for",
        "{tls: {caOverlap: 366d}} | write a whole number and s, m, h or d, from 0s to 365d",
        "{tls: {keyAlgorithm: DSA}} | supported values",
        "{tls: {minVersion: '1.1'}} | supported values",
        "{tls: {cipherSuites: []}} | should have at least 1 items",
        "{tls: {cipherSuites: [TLS_RSA_WITH_RC4_128_MD5]}} | supported values",
        "{tls: {cipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]}}"
            + "| cipherSuites: none of them can be used with minVersion 1.2 and an RSA key: add",
        "{tls: {keyAlgorithm: ECDSA, cipherSuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]}}"
            + "| with minVersion 1.2 and an ECDSA key: add one, for example",
        "{tls: {minVersion: '1.3', cipherSuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]}}"
            + "| with minVersion 1.3 and an RSA key",
        "{tls: {minVersion: '1.3', serverCertificate: {secretName: a},"
            + " cipherSuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]}} | with minVersion 1.3",
        "{tls: {serverCertificate: {}}} | secretName: Required value",
        "{tls: {serverCertificate: {secretName: A_b}}} | write the name of a Secret",
        "{resources: {limits: {memory: 12 GB}}} | write quantities as Kubernetes does",
        "{resources: {requests: {cpu: two}}} | write quantities as Kubernetes does",
        "{logging: {level: LOUD}} | supported values",
        "{deletionPolicy: Keep} | supported values",
        "{kafka: null} | spec.kafka: Required value",
        "{allowedServiceIds: [{from: Others}]} | supported values",
        "{allowedServiceIds: [{topicPatterns: [a]}]} | from: Required value",
        "{allowedServiceIds: [{from: All}]} | topicPatterns: required with from: All and",
        "{allowedServiceIds: [{from: All, topicPatterns: []}]} | should have at least 1 items",
        "{allowedServiceIds: [{from: Selector, topicPatterns: [a]}]} | exactly with from: Selector",
        "{allowedServiceIds: [{from: All, topicPatterns: [a], selector: {matchLabels: {a: b}}}]}"
            + "| remove it and write from: Same or from: All",
        "{allowedServiceIds: [{from: Selector, topicPatterns: [a], selector: {}}]}"
            + "| for every namespace write from: All",
        "{allowedServiceIds: [{from: Selector, topicPatterns: [a], selector: {matchLabels:"
            + " {a: b123456789012345678901234567890123456789012345678901234567890123}}}]}"
            + "| its value at most 63: shorten it",
        "{allowedServiceIds: [{from: Selector, topicPatterns: [a], selector: {matchLabels: {}}}]}"
            + "| for every namespace write from: All",
        "{allowedServiceIds: [{from: Selector, topicPatterns: [a],"
            + " selector: {matchExpressions: [{key: a, operator: In}]}}]}"
            + "| at least one with operator In or NotIn",
        "{allowedServiceIds: [{from: Selector, topicPatterns: [a],"
            + " selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}]}"
            + "| none with Exists or DoesNotExist",
        "{allowedServiceIds: [{from: Selector, topicPatterns: [a],"
            + " selector: {matchExpressions: [{key: a, operator: Like}]}}]} | supported values",
        "{allowedServiceIds: [{from: All, topicPatterns: [a, 'a*b']}]}"
            + "| a prefix ending in *, or *: a*b; write for example orders",
        "{allowedServiceIds: [{from: All, topicPatterns: ['${namespaces}.a']}]}"
            + "| a prefix ending in *, or *: ${namespaces}.a; write",
        "{allowedServiceIds: [{from: All, topicPatterns: ['${namespace}*']}]}"
            + "| must be followed by ., _ or the end of the pattern: ${namespace}*; write for",
        "{allowedServiceIds: [{from: Same, topicPatterns: ['a.${namespace}-x']}]}"
            + "| must be followed by ., _ or the end of the pattern: a.${namespace}-x",
        "{allowedServiceIds: [{from: Same, topicPatterns: ['${namespace}${namespace}']}]}"
            + "| must be followed by ., _ or the end",
      })
  void aBadRestProducerIsRefusedWithWhatToWrite(String spec, String message) {
    refuses(RestProducer.class, "gateway", spec, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{maxMessageSize: 33554432}",
        "{maxMessageSize: 104857600, resources: {limits: {memory: 1600Mi}}}",
        "{maxKeySize: 0}",
        "{replicas: 0}",
        "{kafka: {bootstrapServers: 'a:1,b-c.d:65535,[::1]:9092'}}",
        "{kafka: {producer: {acks: 1, linger.ms: 5, compression.type: lz4}}}",
        "{kafka: {tls: {}, serviceIdHeader: sender}}",
        "{kafka: {tls: {trustedCertificates: []}}}",
        "{kafka: {tls: {trustedCertificates: [{secretName: my-cluster-cluster-ca-cert,"
            + " certificate: ca.crt}, {secretName: other.ca, pattern: '*.crt'}]},"
            + " authentication: {tls: {secretName: u, certificate: user.crt, key: user.key}}}}",
        "{kafka: {authentication: {scramSha512: {username: u,"
            + " passwordSecret: {secretName: u, key: password}}}}}",
        "{kafka: {tls: {}, authentication: {plain: {username: u,"
            + " passwordSecret: {secretName: u, key: password}}}}}",
        "{expose: {type: ClusterIP, api: null}}",
        "{expose: {api: {host: '192.0.2.7', nodePort: 30443}}}",
        "{expose: {api: {host: '2001:db8::1'}}}",
        "{expose: {api: {host: A-1.b--c." + LONG_LABEL + "}}}",
        "{tls: {cipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,"
            + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]}}",
        "{tls: {keyAlgorithm: ECDSA, cipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,"
            + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]}}",
        "{tls: {cipherSuites: [TLS_RSA_WITH_AES_256_CBC_SHA256]}}",
        "{tls: {minVersion: '1.3', cipherSuites: [TLS_AES_256_GCM_SHA384]}}",
        "{tls: {serverCertificate: {secretName: a},"
            + " cipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]}}",
        "{topics: [{name: a, partitions: 6, replicationFactor: 3, config: {retention.ms: '1'}}]}",
        "{allowedServiceIds: []}",
        "{allowedServiceIds: [{from: Same}, {from: All, topicPatterns: ['${namespace}.*', a,"
            + " '*']}]}",
        "{allowedServiceIds: [{from: Same, topicPatterns: ['${namespace}', 'x-${namespace}_*']}]}",
        "{allowedServiceIds: [{from: Selector, topicPatterns: [a], selector: {matchLabels: {a: b},"
            + " matchExpressions: [{key: a, operator: NotIn, values: [b, '']},"
            + " {key: c, operator: Exists}]}}]}",
      })
  void aGoodRestProducerIsTaken(String spec) {
    takes(RestProducer.class, "gateway", spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{topics: [orders, 'a b']} | not a topic name, a prefix ending in *, or *: a b; write",
        "{topics: ['*x']} | a prefix ending in *",
        "{topics: [a, a]} | Duplicate value",
        "{restProducerRef: {name: other}} | restProducerRef cannot be changed",
        "{restProducerRef: {namespace: other}} | restProducerRef cannot be changed",
        "{restProducerRef: {namespace: Other}} | write the name of a namespace",
        "{role: boss} | supported values",
        "{quota: {requestsPerSecond: 0}} | greater than or equal to 1",
        "{quota: {requestsPerSecond: 1000001}} | less than or equal to 1000000",
        "{quota: {requestsPerSecond: 0.5}} | must be of type integer",
        "{quota: {bytesPerSecond: 1023}} | greater than or equal to 1024",
        "{quota: {bytesPerSecond: 1073741825}} | less than or equal to 1073741824",
        "{quota: {bytesPerSecond: 1Mi}} | must be of type integer",
        "{quota: {maxInFlight: 0}} | greater than or equal to 1",
        "{quota: {maxInFlight: 10001}} | less than or equal to 10000",
        "{pkcs12Profile: Old} | supported values",
        "{clientCertificates: [{}]} | name: Required value",
        "{clientCertificates: [{name: a}, {name: a}]} | Duplicate value",
        "{clientCertificates: [{name: A}]} | without '-client-cert-'; for example mainframe",
        "{clientCertificates: [{name: a-client-cert-b}]} | without '-client-cert-'; for example",
        "{clientCertificates: [{name: a-next}]} | but not with '-next'",
        "{clientCertificates: [{name: a12345678901234567890123456789012345678901}]}"
            + "| may not be more than 40",
        "{clientCertificates: [{name: a, csr: ''}]} | at least 1 char",
        "{clientCertificates: [{name: a, csr: x, keyAlgorithm: RSA}]}"
            + "| remove keyAlgorithm, subject and dnsNames, or remove csr",
        "{clientCertificates: [{name: a, csr: x, subject: y}]} | or remove csr to have the operator",
        "{clientCertificates: [{name: a, csr: x, dnsNames: [y]}]} | or remove csr",
        "{clientCertificates: [{name: a, keyAlgorithm: DSA}]} | supported values",
        "{clientCertificates: [{name: a, subject: CN=b}]} | write the common name alone",
        "{clientCertificates: [{name: a, dnsNames: [a.b, 'c d']}]} | not a DNS name: c d; write",
        "{clientCertificates: [{name: a, apiKeyId: 'abcdefghijk_'}]} | write the id of an API key",
        "{clientCertificates: [{name: a, validity: 59m}]} | validity in body should match",
        "{clientCertificates: [{name: a, validity: 1y}]} | validity in body should match",
        "{clientCertificates: [{name: a, renewBefore: 0d}]} | renewBefore in body should match",
        "{clientCertificates: [{name: a, validity: 90d, renewBefore: 1081h}]}"
            + "| renewBefore: at most half of validity, which is 90d: write less than 1081h",
        "{clientCertificates: [{name: a, renewBefore: 183d}]} | which is 365d: write less than 183d",
        "{apiKey: {gracePeriod: 1 day}} | write a whole number and s, m, h or d, from 0s to 365d",
        "{apiKey: {gracePeriod: 366d}} | from 0s to 365d",
        "{apiKey: {gracePeriod: 1h30m}} | from 0s to 365d",
        "{apiKey: {rotation: {}}} | interval: Required",
        "{apiKey: {rotation: {interval: 9m}}} | from 10m to 3650d; for example 90d",
        "{apiKey: {rotation: {interval: 3651d}}} | from 10m to 3650d",
        "{apiKey: {rotation: {interval: weekly}}} | write a whole number and s, m, h or d, from 10m to"
            + " 3650d",
        "{apiKey: {rotation: {interval: 12h}}}"
            + "| gracePeriod 24h (default 24h) must not be longer than rotation.interval 12h: lower",
        "{apiKey: {gracePeriod: 61m, rotation: {interval: 1h}}} | gracePeriod 61m (default 24h) must",
        "{apiKey: {generation: -1}} | greater than or equal to 0",
        "{apiKey: {revokedIds: [rpk_AAAAAAAAAAAA]}} | Too long",
        "{apiKey: {revokedIds: [AAAAAAAAAAA_]}} | the 12 letters and digits after rpk_",
        "{apiKey: {revokedIds: [AAAAAAAAAAAA, AAAAAAAAAAAA]}} | Duplicate value",
      })
  void aBadServiceIdIsRefusedWithWhatToWrite(String spec, String message) {
    refuses(ServiceId.class, "checkout", spec, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{topics: ['*', 'a.*', _schemas]}",
        "{role: auditor}",
        "{suspend: true}",
        "{quota: {}}",
        "{apiKey: {gracePeriod: 0s, generation: 7, revokedIds: [AAAAAAAAAAAA, zzzzzzzzzzz9]}}",
        "{apiKey: {gracePeriod: 60m, rotation: {interval: 1h}}}",
        "{apiKey: {gracePeriod: 365d, rotation: {interval: 3650d}}}",
        "{apiKey: {rotation: {interval: 1d}}}",
        "{quota: {requestsPerSecond: 1, bytesPerSecond: 1073741824, maxInFlight: 10000}}",
        "{clientCertificates: []}",
        "{pkcs12Profile: LegacyDES, clientCertificates: [{name: next}, {name: a, csr: x,"
            + " apiKeyId: 0123456789ab, validity: 90d, renewBefore: 1080h},"
            + " {name: b, subject: 'Jörg, Ltd', dnsNames: ['*.a.b', c_d], keyAlgorithm: ECDSA,"
            + " validity: 60m, renewBefore: 30m}]}",
      })
  void aGoodServiceIdIsTaken(String spec) {
    takes(ServiceId.class, "checkout", spec);
  }

  /** Whoever reads the answer must not read the key. */
  @Test
  void aPrivateKeyInPlaceOfARequestIsRefusedWithoutItsText() {
    for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
      String pem = "-----BEGIN %s-----\\nMIIEsecret\\n-----END %s-----".formatted(label, label);
      assertThatThrownBy(
              () ->
                  patch(
                      ServiceId.class,
                      "checkout",
                      "{clientCertificates: [{name: a, csr: \"%s\"}]}".formatted(pem)))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("write the certificate request alone")
          .hasMessageNotContaining("MIIEsecret");
    }
  }

  @Test
  void aRequestThatIsTooLongIsRefusedWithoutItsText() {
    assertThatThrownBy(
            () ->
                patch(
                    ServiceId.class,
                    "checkout",
                    "{clientCertificates: [{name: a, csr: %s}]}".formatted("x".repeat(22_529))))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("may not be more than 22528")
        .hasMessageNotContaining("xxxxxxxxxxxxxxxx");
  }

  @ParameterizedTest
  @CsvSource({"a-client-cert-b", "1a", "a.b", "a12345678901234567890123456789012345678901"})
  void aNameThatChildrenCannotBearIsRefused(String name) throws IOException {
    ServiceId serviceId = example("20-serviceid.yaml", ServiceId.class);
    serviceId.getMetadata().setName(name);
    assertThatThrownBy(() -> client.resource(serviceId).dryRun().create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("metadata.name: write at most 40 lower-case letters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client-certificates/certificate-request.yaml",
        "client-certificates/key-pair.yaml"
      })
  void theExamplesWithCertificatesAreTaken(String file) throws IOException {
    ServiceId serviceId = example(file, ServiceId.class);
    ServiceId stored = client.resource(serviceId).dryRun().create();
    assertThat(stored.getSpec().clientCertificates).hasSize(1);
    assertThat(stored.getSpec().pkcs12Profile).isEqualTo(ServiceIdSpec.Pkcs12Profile.MODERN);
  }

  @Test
  void defaultsAreFilledInByTheServer() {
    RestProducer stored =
        patch(RestProducer.class, "gateway", "{logging: null, allowedServiceIds: null}");
    assertThat(stored.getSpec().logging.level).isEqualTo(Logging.Level.INFO);
    assertThat(stored.getSpec().deletionPolicy).isEqualTo(DeletionPolicy.RETAIN);
    assertThat(stored.getSpec().connectPage).isTrue();
    assertThat(stored.getSpec().expose.api.port).isEqualTo(8443);
    assertThat(stored.getSpec().expose.clientAuth.port).isEqualTo(9443);
    assertThat(stored.getSpec().expose.clientAuth.enabled).isTrue();
    assertThat(stored.getSpec().tls.caOverlap).isEqualTo("180d");
    assertThat(stored.getSpec().tls.minVersion).isEqualTo(ProducerTls.Version.TLS_1_2);
    assertThat(stored.getSpec().allowedServiceIds)
        .singleElement()
        .matches(rule -> rule.from == AllowedServiceIds.From.SAME);
  }

  /** Also where an older release stored it without these fields. */
  @Test
  void defaultsOfAnApiKeyAreFilledInByTheServer() {
    ApiKeySpec stored = patch(ServiceId.class, "checkout", "{apiKey: null}").getSpec().apiKey;
    assertThat(stored.enabled).isTrue();
    assertThat(stored.gracePeriod).isEqualTo("24h");
    assertThat(stored.generation).isZero();
    assertThat(stored.rotation).isNull();
    assertThat(patch(ServiceId.class, "checkout", "{apiKey: {enabled: true}}").getSpec().apiKey)
        .matches(filled -> filled.gracePeriod.equals("24h"));
  }

  private static <T extends CustomResource<?, ?>> void refuses(
      Class<T> kind, String name, String spec, String message) {
    assertThatThrownBy(() -> patch(kind, name, spec))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(message);
  }

  private static <T extends CustomResource<?, ?>> void takes(
      Class<T> kind, String name, String spec) {
    assertThatCode(() -> patch(kind, name, spec)).doesNotThrowAnyException();
  }

  private static <T extends CustomResource<?, ?>> T patch(Class<T> kind, String name, String spec) {
    String json = Serialization.asJson(Serialization.unmarshal("spec: " + spec, Object.class));
    return client
        .resources(kind)
        .inNamespace(NAMESPACES.get(kind))
        .withName(name)
        .patch(DRY_RUN, json);
  }

  private static <T extends HasMetadata> T example(String file, Class<T> kind) throws IOException {
    return Serialization.unmarshal(
        Files.readString(Path.of("..", "deploy", "examples", file)), kind);
  }

  private static boolean isEstablished(CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
