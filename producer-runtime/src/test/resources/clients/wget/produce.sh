#!/usr/bin/env bash
# Writes records with wget, which cannot send chunks. A config file keeps the key out of its arguments.
set -euo pipefail
records="$(cat url)/topics/orders/records"
printf 'header = Authorization: Bearer %s\n' "$(cat key)" >wgetrc
printf 'header = Authorization: Bearer %s\n' "$(cat wrong-key)" >wrong-wgetrc

post() { # step, config, file, URLs...
  local step=$1 config=$2 file=$3
  shift 3
  wget --config="$config" --ca-certificate=ca.crt --tries=1 --timeout=60 --content-on-error \
    --server-response --header='Content-Type: application/octet-stream' --post-file="$file" \
    --output-document=body "$@" 2>log || true
  printf '%s\t%s\t%s\n' "$step" "$(awk '$1 ~ /^HTTP/ { s = $2 } END { print s }' log)" "$(cat body)"
}
printf again >again
printf x >x
post bytes wgetrc bytes "$records?key=k%20%C3%BC&headers=colour:726564"
post large wgetrc large "$records"
post unauthenticated wrong-wgetrc x "$records"
post too-large wgetrc too-large "$records"
post again wgetrc again "$records"
post twice wgetrc again "$records" "$records" >/dev/null
printf 'connections\t%s\n' "$(grep -c '^Connecting to' log)"
