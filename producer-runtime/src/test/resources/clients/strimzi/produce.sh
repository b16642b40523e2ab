#!/usr/bin/env bash
# The requests that the documentation of Strimzi's Kafka Bridge shows, with curl.
set -euo pipefail
topic="$(cat url)/topics/orders"
printf 'Authorization: Bearer %s\n' "$(cat key)" >authorization

post() { # step, URL, records
  curl --silent --show-error --cacert ca.crt -H @authorization -w '\n%{http_code}\t%{content_type}\n' \
    -H 'content-type: application/vnd.kafka.json.v2+json' -X POST "$2" -d "$3" >answer
  printf '%s\t%s\t%s\n' "$1" "$(tail -n 1 answer | cut -f 1)" "$(head -n 1 answer)"
}
post topic "$topic" '{"records": [
  {"key": "my-key", "value": "sales-lead-0001"},
  {"value": "sales-lead-0002", "partition": 2},
  {"value": "sales-lead-0003", "timestamp": 1700000000000,
   "headers": [{"key": "key1", "value": "QXBhY2hlIEthZmthIGlzIHRoZSBib21iIQ=="}]}]}'
post partition "$topic/partitions/0" '{"records": [{"key": "my-key", "value": {"name": "n"}}, {"value": 1}]}'
post sync "$topic?async=false" '{"records": [{"value": "v"}]}'
post async "$topic?async=true" '{"records": [{"value": "v"}]}'
post absent "$(cat url)/topics/orders-not-created-yet" '{"records": [{"value": "v"}]}'
post invalid "$topic" '{"records": [{"key": "no value"}]}'
