#!/bin/bash
# Workload: A headless Chromium renderer with a long generated page: tables, text, canvases, and a script that keeps data and goes on changing it.
# Packages: chromium nodejs
#
#   apt-get install chromium nodejs zstd binutils procps util-linux
NAME=chromium
FILES='generate.mjs page.html'
COMMANDS=/usr/lib/chromium/chromium # not the shell script in front of it: that puts Debian's API keys into the environment
. "$(dirname "$0")/lib.sh"

workload() {
  { printf 'const orders = ['; run node generate.mjs json 1 10000 | sed 's/$/,/'; echo '];'; } >"$W/orders.js"
  run /usr/lib/chromium/chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync \
    --disable-breakpad --disable-crash-reporter --disable-default-apps --user-data-dir="$W/profile" --enable-logging=stderr --window-size=1280,1200 "file://$W/page.html" >"$W/log" 2>&1 &
  wait_for 90 says "$W/log" 'page is working'
  sleep 5
  PID=$(pgrep -f -- --type=renderer | while read -r pid; do echo "$(anonymous_mib "$pid") $pid"; done | sort -n | tail -n 1 | cut -d ' ' -f 2)
}
make_corpus "$@"
