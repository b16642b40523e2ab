package io.restproducer.cli;

import io.restproducer.cli.credentials.StorePassword;
import io.restproducer.cli.credentials.TrustBundle;
import io.restproducer.cli.host.OutputFile;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes the server's authority for clients. */
@Command(
    name = "certificates",
    description = {
      "Writes the authority of the server certificate to a file that clients trust.",
      "A PKCS#12 store gets a fresh password, which is printed here and nowhere else."
    })
final class Certificates implements Runnable {
  /** Formats of the file. */
  enum StoreFormat {
    PEM,
    P12;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @ParentCommand private Root root;

  @Option(
      names = "--format",
      defaultValue = "pem",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private StoreFormat format;

  @Option(
      names = "--out",
      paramLabel = "F",
      description = "The file. Default: es-cert.pem or es-cert.p12.")
  private String out;

  @Option(names = "--force", description = "Replace the file if there is one.")
  private boolean force;

  @Override
  public void run() {
    Session session = root.session();
    String name = out == null ? "es-cert." + format : out;
    OutputFile file = OutputFile.of(session.host(), name, force);
    TrustBundle trust = TrustBundle.fetch(session.cluster(), session.instance());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("file", name);
    result.put("certificates", trust.certificates().size());
    Columns text = new Columns().row("Server CA:", name);
    if (format == StoreFormat.PEM) {
      file.write(trust.pem());
    } else {
      StorePassword password = StorePassword.random(session.host().random());
      file.write(trust.pkcs12(password.reveal()));
      result.put("password", new String(password.reveal()));
      text.row("Password:", new String(password.reveal()));
    }
    session.output().show(result, text.text());
  }
}
