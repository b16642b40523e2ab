/* Once, in the command line of the appliance, with ca.crt, client.crt and client.key in cert:

  configure terminal
  crypto
    certificate restproducer-ca cert:///ca.crt
    certificate restproducer-client cert:///client.crt
    key restproducer-client cert:///client.key
    idcred restproducer restproducer-client restproducer-client
    valcred restproducer
      certificate restproducer-ca
    exit
    ssl-client restproducer
      idcred restproducer
      validate-server-cert on
      valcred restproducer
    exit
  exit
  write memory
*/

// A GatewayScript action: its input becomes one record.
const urlopen = require('urlopen');

session.input.readAsBuffer((unreadable, message) => {
  if (unreadable) {
    session.reject('The message cannot be read: ' + unreadable);
    return;
  }
  urlopen.open({
    target: '@CLIENT_AUTH_URL@/topics/@TOPIC@/records',
    sslClientProfile: 'restproducer',
    method: 'post',
    contentType: 'application/octet-stream',
    data: message,
    timeout: 40,
  }, (failed, answer) => {
    if (failed) {
      session.reject('No answer, the record may have been written: ' + failed);
    } else if (answer.statusCode !== 200) {
      session.reject('The record was not acknowledged: ' + answer.statusCode);
    } else {
      answer.readAsBuffer((incomplete, body) => session.output.write(body));
    }
  });
});
