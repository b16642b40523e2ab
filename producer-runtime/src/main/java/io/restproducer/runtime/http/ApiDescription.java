package io.restproducer.runtime.http;

import io.restproducer.runtime.connect.StaticContent;

/** What this API says of itself in OpenAPI: bytes that never change while this program runs. */
final class ApiDescription {
  /** Where it is asked for, and where it lies among this program's resources. */
  static final String PATH = "/openapi.json";

  /** Another version of this program may follow soon. */
  private static final String CACHE_CONTROL = "public, max-age=300";

  private ApiDescription() {}

  /** The description that is part of this program. */
  static StaticContent read() {
    return new StaticContent("application/json", CACHE_CONTROL, StaticContent.resource(PATH));
  }
}
