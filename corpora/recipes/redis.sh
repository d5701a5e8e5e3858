#!/bin/bash
# Workload: redis-server with hashes, strings, lists, sets and sorted sets of a made-up shop, while clients update, delete and let keys expire.
# Packages: redis-server redis-tools nodejs
#
#   apt-get install redis-server redis-tools nodejs zstd binutils procps util-linux
NAME=redis
FILES=generate.mjs
COMMANDS='redis-server redis-cli'
. "$(dirname "$0")/lib.sh"

customers=120000
cli() { run redis-cli -s "$W/socket" "$@"; }
commands() { cli info stats | sed -n 's/^total_commands_processed:\([0-9]*\).*/\1/p'; }
done_commands() { [ "$(commands)" -ge "$1" ]; }

workload() {
  run redis-server --port 0 --unixsocket "$W/socket" --save '' --appendonly no --hz 10 --dir "$W" >"$W/log" 2>&1 &
  wait_for 20 test -S "$W/socket"
  find_process redis-server # asking the server itself would leave the kernel's name in its memory
  run node generate.mjs redis-load 1 "$customers" | cli --pipe >/dev/null
  local loaded
  loaded=$(commands)
  # Two writers go on and on; the server is stopped under them.
  for seed in 2 3; do run node generate.mjs redis-churn "$seed" "$customers" | cli --pipe >/dev/null 2>&1 & done
  wait_for 60 done_commands $((loaded + 200000))
}
make_corpus "$@"
