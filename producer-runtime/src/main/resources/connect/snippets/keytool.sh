# Nothing in a trust store is secret; changeit is the password that everybody uses.
keytool -importkeystore -noprompt -srckeystore ca.p12 -srcstorepass changeit \
  -destkeystore truststore.p12 -deststoretype PKCS12 -deststorepass changeit
keytool -list -keystore truststore.p12 -storepass changeit

java -Djavax.net.ssl.trustStore=truststore.p12 -Djavax.net.ssl.trustStorePassword=changeit Produce.java
