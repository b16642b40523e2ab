package io.restproducer.operator.pki;

import io.restproducer.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ids that sealing keys of one RestProducer may have, known before there is a key: a volume
 * names its files, and a further key must not change the pods' template.
 */
public final class SealingKeyIds {
  /** How many there may be at a time. */
  public static final int COUNT = 16;

  private static final int DIGITS = 16;

  private SealingKeyIds() {}

  /** All of them, in the order in which they are used; public, and no key follows from them. */
  public static List<String> of(String producer) {
    return IntStream.range(0, COUNT).mapToObj(i -> id(producer, i)).toList();
  }

  private static String id(String producer, int number) {
    String name = "restproducer-sealing-key-id\0" + producer + "\0" + number;
    return Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
  }
}
