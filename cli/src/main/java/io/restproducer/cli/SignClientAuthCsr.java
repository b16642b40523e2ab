package io.restproducer.cli;

import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.CertificateRequest;
import io.restproducer.cli.credentials.GivenKey;
import io.restproducer.cli.credentials.InputFile;
import io.restproducer.cli.credentials.KeyOwner;
import io.restproducer.cli.host.OutputFile;
import io.restproducer.contract.ApiKey;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Has a client certificate issued for a request, bound to an API key. */
@Command(
    name = "sign-clientauth-csr",
    description = {
      "Has the ServiceId of an API key get a client certificate for a certificate request (CSR).",
      "The certificate works on the SSL client auth endpoint for as long as that key does. The key is"
          + " only compared with its hash: it is neither sent nor written anywhere. Prefer"
          + " --api-key-file: other users of this machine can read arguments."
    })
final class SignClientAuthCsr implements Runnable {
  private static final String STANDARD_INPUT = "-";

  /** How requests and certificates are written. */
  enum Encoding {
    PEM,
    DER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One of two. */
  static final class KeySource {
    @Option(
        names = "--api-key",
        required = true,
        paramLabel = "K",
        description = "The API key; others on this machine can see it here.")
    private String argument;

    @Option(
        names = "--api-key-file",
        required = true,
        paramLabel = "F",
        description = "A file with the API key; - reads it from standard input.")
    private String file;
  }

  @ParentCommand private Root root;
  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "F",
      description = "The request; - reads it from standard input.")
  private String in;

  @ArgGroup(multiplicity = "1")
  private KeySource key;

  @Option(names = "--out", required = true, paramLabel = "F", description = "The certificate.")
  private String out;

  @Option(
      names = "--in-format",
      defaultValue = "pem",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Encoding inFormat;

  @Option(
      names = "--out-format",
      defaultValue = "pem",
      paramLabel = "FORMAT",
      description =
          "pem: the certificate, then the authority that has issued it; der: the"
              + " certificate. Default: ${DEFAULT-VALUE}.")
  private Encoding outFormat;

  @Option(names = "--force", description = "Replace the file if there is one.")
  private boolean force;

  @Override
  public void run() {
    if (STANDARD_INPUT.equals(in) && STANDARD_INPUT.equals(key.file)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "request and key cannot both come from standard input");
    }
    Session session = root.session();
    CertificateRequest request =
        CertificateRequest.of(
            InputFile.read(session.host(), in, CertificateRequest.MOST), inFormat == Encoding.DER);
    ApiKey apiKey =
        key.file == null
            ? GivenKey.parse(key.argument)
            : GivenKey.fromFile(session.host(), key.file);
    OutputFile file = session.options().dryRun() ? null : OutputFile.of(session.host(), out, force);
    Resource owner = new KeyOwner(session.cluster()).of(apiKey);
    SigningEntry entry = new SigningEntry(session, owner, request, apiKey.id());
    entry
        .issue()
        .ifPresent(
            issued -> {
              file.write(outFormat == Encoding.DER ? issued.der() : issued.pem());
              Map<String, String> result = new LinkedHashMap<>();
              result.put("file", out);
              result.put("namespace", owner.namespace());
              result.put("serviceId", owner.name());
              result.put("certificate", entry.name());
              result.put("apiKeyId", apiKey.id());
              result.put("subject", issued.subject());
              result.put("notAfter", issued.notAfter());
              session
                  .output()
                  .show(
                      result,
                      new Columns()
                          .row("Client certificate:", out)
                          .row("Subject:", issued.subject())
                          .row("ServiceId:", owner.id())
                          .row("Bound to API key:", apiKey.id())
                          .row("Valid until:", issued.notAfter())
                          .text());
            });
  }
}
