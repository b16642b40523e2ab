#!/usr/bin/env bash
# Writes records with curl; all in one process, so that it can use its connection again.
set -euo pipefail
records="$(cat url)/topics/orders/records"
printf 'Authorization: Bearer %s\n' "$(cat key)" >authorization
printf 'Authorization: Bearer %s\n' "$(cat wrong-key)" >wrong-authorization

common=(--silent --show-error --cacert ca.crt)
# The status comes after the body, and how many connections were opened for it.
tell() { printf '\\n%s\\t%%{http_code}\\t%%{num_connects}\\n' "$1"; }

# With a patience of a minute for "100 Continue", it is only quick if that is sent.
curl "${common[@]}" -H @authorization --data-binary @bytes -w "$(tell bytes)" \
  "$records?key=k%20%C3%BC&headers=colour:726564" \
  --next "${common[@]}" -H @authorization --data-binary @large -w "$(tell large)" "$records" \
  --next "${common[@]}" -H @authorization -X POST -T - -w "$(tell chunked)" "$records" \
  --next "${common[@]}" -H @wrong-authorization -d x -w "$(tell unauthenticated)" "$records" \
  --next "${common[@]}" -H @authorization --data-binary @too-large -w "$(tell too-large)" "$records" \
  --next "${common[@]}" -H @authorization -d again -w "$(tell again)" "$records" \
  --next "${common[@]}" -H @authorization -H 'Expect: 100-continue' --expect100-timeout 60 \
  --data-binary @large -w "$(tell expect)" "$records" \
  --next "${common[@]}" -H @authorization -H 'Expect: 100-continue' --expect100-timeout 60 \
  --data-binary @too-large -w "$(tell expect-too-large)" "$records" \
  <large >answers
awk -F '\t' 'NF == 3 { print $1 "\t" $2 "\t" body; connections += $3; body = ""; next }
  $0 != "" { body = $0 }
  END { print "connections\t" connections }' answers
