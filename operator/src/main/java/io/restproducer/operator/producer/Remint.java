package io.restproducer.operator.producer;

import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The request, by annotation, to mint an authority anew, or to give up a former one. It counts
 * once, and only while that is missing: what stands there from earlier never replaces a key by
 * accident. Pure.
 */
final class Remint {
  static final String ANNOTATION = "restproducer.io/remint";

  private Remint() {}

  /** Whether a missing {@code secret} is to be minted anew. */
  static boolean isDue(RestProducer producer, String secret) {
    return isAsked(producer, secret)
        && noted(producer.getStatus()).stream()
            .noneMatch(known -> secret.equals(known.name) && isDone(known));
  }

  /** How to ask for {@code secret}, for people. */
  static String request(RestProducer producer, String secret) {
    String request = ANNOTATION + "=" + suffix(producer, secret);
    return isAsked(producer, secret) && !isDue(producer, secret)
        ? request + " (remove the one that stands there first: it has been dealt with)"
        : request;
  }

  /**
   * What status says of the authorities, which is where a request that was dealt with is crossed
   * off: whatever is found in its place is there, and a request for it counts no more.
   *
   * @param found what this pass found or made; of all others stays what was noted
   */
  static List<RestProducerStatus.Authority> crossedOff(
      RestProducer producer, List<RestProducerStatus.Authority> found) {
    List<String> names = found.stream().map(authority -> authority.name).toList();
    List<RestProducerStatus.Authority> unseen =
        noted(producer.getStatus()).stream().filter(a -> !names.contains(a.name)).toList();
    return Stream.concat(
            found.stream().map(a -> entry(a, isAsked(producer, a.name))),
            unseen.stream().map(a -> entry(a, isAsked(producer, a.name) && isDone(a))))
        .sorted(Comparator.comparing(authority -> authority.name))
        .toList();
  }

  /** Names of the Secrets that were minted anew between two statuses. */
  static List<String> minted(RestProducerStatus before, RestProducerStatus after) {
    return noted(after).stream()
        .filter(
            now ->
                noted(before).stream()
                    .anyMatch(
                        then ->
                            then.name.equals(now.name)
                                && !then.sha256.equals(now.sha256)
                                && !now.sha256.equals(then.next)))
        .map(authority -> authority.name)
        .toList();
  }

  /** Names of the Secrets whose next key is in use between two statuses. */
  static List<String> rotated(RestProducerStatus before, RestProducerStatus after) {
    return noted(after).stream()
        .filter(
            now ->
                noted(before).stream()
                    .anyMatch(then -> then.name.equals(now.name) && now.sha256.equals(then.next)))
        .map(authority -> authority.name)
        .toList();
  }

  private static RestProducerStatus.Authority entry(
      RestProducerStatus.Authority authority, boolean done) {
    RestProducerStatus.Authority entry = new RestProducerStatus.Authority();
    entry.name = authority.name;
    entry.sha256 = authority.sha256;
    entry.since = authority.since;
    entry.next = authority.next;
    entry.nextSince = authority.nextSince;
    entry.former = authority.former;
    entry.rotateDone = authority.rotateDone;
    entry.remintDone = done ? Boolean.TRUE : null;
    return entry;
  }

  /** Suffixes of the Secrets that are asked for. */
  static Set<String> requested(RestProducer producer) {
    Map<String, String> annotations = producer.getMetadata().getAnnotations();
    String value = annotations == null ? "" : annotations.getOrDefault(ANNOTATION, "");
    return Arrays.stream(value.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  private static boolean isAsked(RestProducer producer, String secret) {
    return requested(producer).contains(suffix(producer, secret));
  }

  private static String suffix(RestProducer producer, String secret) {
    return secret.substring(producer.getMetadata().getName().length() + 1);
  }

  private static boolean isDone(RestProducerStatus.Authority authority) {
    return Boolean.TRUE.equals(authority.remintDone);
  }

  private static List<RestProducerStatus.Authority> noted(RestProducerStatus status) {
    return status == null || status.authorities == null ? List.of() : status.authorities;
  }
}
