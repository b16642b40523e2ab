package io.restproducer.kafka;

import io.restproducer.contract.MountedFiles;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.auth.callback.PasswordCallback;

/** A password, which is told to a callback and nobody else. */
final class Password {
  private final char[] characters;

  private Password(char[] characters) {
    this.characters = characters;
  }

  /** From a file: UTF-8 on one line. The line's end, which editors add, is not part of it. */
  static Password parse(byte[] file) throws InvalidKafkaFile {
    char[] text = withoutLineEnd(decode(file));
    if (text.length == 0) {
      throw invalid("is empty: write the password");
    }
    for (char c : text) {
      if (Character.isISOControl(c)) {
        throw invalid("has a control character: write the password alone, on one line");
      }
    }
    return new Password(text);
  }

  void tell(PasswordCallback callback) {
    callback.setPassword(characters.clone());
  }

  @Override
  public String toString() {
    return "[redacted]";
  }

  private static char[] decode(byte[] file) throws InvalidKafkaFile {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file));
      char[] characters = new char[text.remaining()];
      text.get(characters);
      return characters;
    } catch (CharacterCodingException e) {
      throw invalid("is not UTF-8");
    }
  }

  private static char[] withoutLineEnd(char[] text) {
    int length = text.length;
    if (length > 0 && text[length - 1] == '\n') {
      length--;
      if (length > 0 && text[length - 1] == '\r') {
        length--;
      }
    }
    return Arrays.copyOf(text, length);
  }

  private static InvalidKafkaFile invalid(String problem) {
    return new InvalidKafkaFile(MountedFiles.KAFKA_PASSWORD, problem);
  }
}
