package io.restproducer.runtime.http;

import io.restproducer.runtime.connect.StaticContent;
import io.restproducer.runtime.snapshot.Snapshot;
import java.util.Optional;
import java.util.function.Supplier;

/** What anybody may read on a listener without a credential. */
interface OpenContent {
  /** Nothing. */
  OpenContent NONE = path -> Optional.empty();

  /** What lies at {@code path}; asked only for paths that are none of the API's own. */
  Optional<StaticContent> at(String path);

  /** This API's description, and the connect page while there is one. */
  static OpenContent of(Supplier<Snapshot> snapshot) {
    StaticContent description = ApiDescription.read();
    return path ->
        path.equals(ApiDescription.PATH)
            ? Optional.of(description)
            : snapshot.get().connectPage().flatMap(page -> page.find(path));
  }
}
