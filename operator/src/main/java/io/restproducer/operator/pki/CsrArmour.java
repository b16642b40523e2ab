package io.restproducer.operator.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one PEM block of a request in a text, with whatever stands before it and blanks after it. */
final class CsrArmour {
  private static final String OPENING = "-----BEGIN";
  private static final Pattern LINE = Pattern.compile("-----(BEGIN|END) ([A-Z0-9 ]{1,64})-----");

  private CsrArmour() {}

  static boolean isIn(String text) {
    return text.contains(OPENING);
  }

  /** What the block holds. */
  static byte[] content(String text) throws RefusedCsr {
    List<Line> lines = lines(text);
    // First of all: whoever sent a private key has to know that, whatever else is wrong.
    if (lines.stream().anyMatch(line -> line.label().contains("PRIVATE KEY"))) {
      throw privateKey();
    }
    for (Line line : lines) {
      checkKind(line.label());
    }
    if (lines.stream().filter(Line::opens).count() > 1) {
      throw several();
    }
    if (lines.size() != 2 || !lines.get(0).opens() || lines.get(1).opens()) {
      throw new RefusedCsr(
          CsrReason.TRUNCATED,
          "the line -----BEGIN CERTIFICATE REQUEST----- or its -----END …----- is missing or"
              + " damaged; send the whole file");
    }
    String after = Base64Text.withoutBlanks(text.substring(lines.get(1).end()));
    if (!after.isEmpty()) {
      throw trailing(after.length());
    }
    return decoded(text.substring(lines.get(0).end(), lines.get(1).start()));
  }

  private record Line(boolean opens, String label, int start, int end) {}

  private static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      boolean opens = line.group(1).equals("BEGIN");
      lines.add(new Line(opens, line.group(2), line.start(), line.end()));
    }
    return lines;
  }

  private static void checkKind(String label) throws RefusedCsr {
    switch (label) {
      case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> {
        return;
      }
      case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" -> throw certificate();
      default -> throw somethingElse();
    }
  }

  private static byte[] decoded(String base64) throws RefusedCsr {
    if (Base64Text.isCut(base64)) {
      throw new RefusedCsr(
          CsrReason.TRUNCATED, "characters are missing in the request; send the whole file");
    }
    return Base64Text.decode(base64)
        .orElseThrow(
            () ->
                new RefusedCsr(
                    CsrReason.NOT_BASE64,
                    "between the BEGIN and END lines of the request stands something that is not"
                        + " base64; send the file as it was made"));
  }

  static RefusedCsr several() {
    return new RefusedCsr(
        CsrReason.SEVERAL,
        "there is more than one request, one is allowed; list each under a name of its own");
  }

  static RefusedCsr trailing(int length) {
    return new RefusedCsr(
        CsrReason.TRAILING_DATA,
        "%d bytes or characters follow the request, none may; send the request alone"
            .formatted(length));
  }

  static RefusedCsr certificate() {
    return new RefusedCsr(
        CsrReason.IS_CERTIFICATE,
        "this is or holds a certificate, not a request; send the certificate signing request alone");
  }

  static RefusedCsr privateKey() {
    return new RefusedCsr(
        CsrReason.IS_PRIVATE_KEY,
        "this is or holds a private key, which others can read now; make a new key, keep it where"
            + " it is, and send its certificate signing request alone");
  }

  static RefusedCsr somethingElse() {
    return new RefusedCsr(
        CsrReason.IS_SOMETHING_ELSE,
        "this is or holds something other than a certificate signing request (PKCS#10); send that"
            + " alone");
  }
}
