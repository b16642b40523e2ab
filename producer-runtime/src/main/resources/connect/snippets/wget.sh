wget --quiet --output-document=- \
  --ca-certificate=ca.crt --certificate=client.crt --private-key=client.key \
  --header='Content-Type: application/octet-stream' --post-data='hello' \
  '@CLIENT_AUTH_URL@/topics/@TOPIC@/records'
