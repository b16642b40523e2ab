# What does the server present? The last lines must say: Verify return code: 0 (ok)
openssl s_client -connect '@API_AUTHORITY@' @API_VERIFY@ '@API_HOST@' -CAfile ca.crt < /dev/null

# One record, byte by byte. printf is part of the shell: the key is in no list of processes.
printf 'POST /topics/@TOPIC@/records HTTP/1.1\r\nHost: @API_AUTHORITY@\r\nAuthorization: Bearer %s\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello' "$(cat api-key.txt)" |
  openssl s_client -quiet -connect '@API_AUTHORITY@' @API_VERIFY@ '@API_HOST@' -verify_return_error -CAfile ca.crt
