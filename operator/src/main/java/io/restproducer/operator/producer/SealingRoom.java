package io.restproducer.operator.producer;

import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.pki.SealingKeyIds;
import java.util.List;
import java.util.Objects;

/** Whether there may be one more sealing key: their ids are numbered. Pure. */
final class SealingRoom {
  private SealingRoom() {}

  /**
   * Why a rotation of sealing keys that is due does not begin, to be added to a message; empty:
   * nothing is in its way. Nobody would see it otherwise.
   *
   * @param authorities as status notes them
   */
  static String full(ProducerNames names, List<RestProducerStatus.Authority> authorities) {
    return authorities.stream()
        .filter(authority -> authority.name.equals(names.sealingKeys()))
        .filter(authority -> authority.next == null && authority.former != null)
        .filter(authority -> authority.former.size() >= SealingKeyIds.COUNT - 1)
        .map(authority -> message(authority.former))
        .findFirst()
        .orElse("");
  }

  private static String message(List<RestProducerStatus.Former> former) {
    return "; sealing keys cannot be rotated: all %d that there may be are needed for client certificates, the first of them until %s"
        .formatted(
            SealingKeyIds.COUNT,
            former.stream()
                .map(one -> one.until)
                .filter(Objects::nonNull)
                .min(String::compareTo)
                .orElse("a date that will be known soon"));
  }
}
