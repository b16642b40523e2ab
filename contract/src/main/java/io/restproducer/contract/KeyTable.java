package io.restproducer.contract;

import java.util.List;

/**
 * Every live credential of one RestProducer. A key that is not listed does not work.
 *
 * @param producer the RestProducer it is for
 * @param revision rises by one with each write, starting with 1
 * @param entries in the order of their ids
 */
public record KeyTable(ProducerId producer, long revision, List<KeyEntry> entries) {
  public KeyTable {
    entries = entries == null ? List.of() : List.copyOf(entries);
  }
}
