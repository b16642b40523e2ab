# The header comes from a file that only you can read.
(umask 077; printf 'Authorization: Bearer %s\n' "$(cat api-key.txt)" > auth-header.txt)

curl --cacert ca.crt --header @auth-header.txt \
  --data-binary 'hello' \
  '@API_URL@/topics/@TOPIC@/records'
