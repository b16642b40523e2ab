package io.restproducer.kafka;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;

/**
 * Tells Kafka's SASL client the account, at each authentication. Public because Kafka makes it; the
 * account comes to it as an object among the client's options.
 */
public final class AccountCallbackHandler implements AuthenticateCallbackHandler {
  static final String ACCOUNT = "restproducer.account";

  private Account account;

  @Override
  public void configure(
      Map<String, ?> options, String mechanism, List<AppConfigurationEntry> entries) {
    account = (Account) options.get(ACCOUNT);
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName(account.username());
      } else if (callback instanceof PasswordCallback password) {
        account.password().tell(password);
      } else if (!(callback instanceof ScramExtensionsCallback)) {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}
}
