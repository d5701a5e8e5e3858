#!/bin/bash
# Workload: Node.js with parsed JSON records, maps, an inverted index, strings and typed arrays, while records are replaced and looked up.
# Packages: nodejs
#
#   apt-get install nodejs zstd binutils procps util-linux
NAME=node
FILES='generate.mjs node-workload.mjs'
COMMANDS=
. "$(dirname "$0")/lib.sh"

workload() {
  run node generate.mjs json 1 60000 >"$W/orders.json"
  run node node-workload.mjs "$W/orders.json" >"$W/log" 2>&1 &
  wait_for 60 says "$W/log" working
  sleep 3
  find_process node
}
make_corpus "$@"
