package io.restproducer.runtime.connect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.restproducer.contract.EndpointAddresses;
import io.restproducer.contract.Sha256;
import io.restproducer.runtime.tls.ServerAuthorities;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the page shows of this instance, as the JSON that its script reads. */
record ConnectFacts(
    Instance instance, EndpointAddresses addresses, List<X509Certificate> authorities) {
  private static final JsonFactory JSON = new JsonFactory();

  byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("name", instance.name());
      json.writeObjectFieldStart("endpoints");
      json.writeStringField("api", addresses.api());
      if (addresses.clientAuth().isPresent()) {
        json.writeStringField("clientAuth", addresses.clientAuth().get());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("limits");
      json.writeNumberField("maxKeySize", instance.sizes().maxKeySize());
      json.writeNumberField("maxMessageSize", instance.sizes().maxMessageSize());
      json.writeNumberField("maxBatchSize", instance.maxBatchSize());
      json.writeNumberField("maxUriLength", instance.sizes().maxUriLength());
      json.writeEndObject();
      authorities(json);
      json.writeStringField("trustStoreOpensWith", ServerAuthorities.STORE_OPENS_WITH);
      json.writeObjectFieldStart("snippets");
      for (Map.Entry<String, String> snippet :
          new TreeMap<>(new Snippets(addresses).texts()).entrySet()) {
        json.writeStringField(snippet.getKey(), snippet.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return out.toByteArray();
  }

  private void authorities(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("authorities");
    for (int i = 0; i < authorities.size(); i++) {
      X509Certificate authority = authorities.get(i);
      json.writeStartObject();
      json.writeStringField("subject", authority.getSubjectX500Principal().getName());
      json.writeStringField("notBefore", authority.getNotBefore().toInstant().toString());
      json.writeStringField("notAfter", authority.getNotAfter().toInstant().toString());
      json.writeStringField("sha256", Sha256.of(ServerAuthorities.der(authority)).hex());
      json.writeStringField("der", ConnectPage.derPath(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
