package io.restproducer.runtime.batch;

/** What the keys and values of a batch are. */
public enum BatchFormat {
  /** Any JSON value; its bytes are written as they were sent. */
  JSON,

  /** A string of base64 (RFC 4648, section 4). */
  BINARY,

  /** A string; its characters are written in UTF-8. */
  TEXT
}
