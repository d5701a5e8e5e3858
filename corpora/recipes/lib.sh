# Sourced by every recipe. A recipe sets NAME, FILES (the helpers its workload reads) and COMMANDS, defines workload()
# and ends with: make_corpus "$@"   (PUBLIC: see search-secrets.sh)
#
# workload() runs as root inside namespaces of its own (mounts, host name, network, processes) with a /tmp of their own
# that vanishes with them; it starts its programs with `run` in /tmp/workload, and leaves the process to capture in $PID.
#
# A sample is a few windows of 2 MiB, so one may be far from the process it is taken from. Of the samples with seeds 1 to
# 12 the one most like the whole process is kept (nearest.mjs).
#
# Set by hand if wanted: SAMPLE (12M), SEED (only this one), OUT (corpora/NAME.core.zst), KEEP=FILE (also keep the bare core).

set -euo pipefail
umask 022
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
W=/tmp/workload
SAMPLE=${SAMPLE:-12M}
SEED=${SEED:-}

fail() { echo "${NAME:-recipe}: $*" >&2; exit 1; }

# Nothing of the caller's environment, no privileges, and a working directory that says nothing about this machine.
run() { (cd "$W" && exec setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps=-all --no-new-privs env -i PATH=/usr/bin:/bin "$@"); }

# Private anonymous memory in MiB.
anonymous_mib() { awk '/^Anonymous:/ { kib = $2 } END { print int(kib / 1024) }' "/proc/$1/smaps_rollup" 2>/dev/null || echo 0; }

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
  local seconds=$1 end
  shift
  end=$((SECONDS + seconds))
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "gave up after $seconds s waiting for: $*"
    sleep 0.1
  done
}
grown_to() { [ "$(anonymous_mib "$1")" -ge "$2" ]; }
says() { grep -q "$2" "$1" 2>/dev/null; }
# find_process NAME: the newest process of that name in this namespace, into PID.
find_process() { PID=$(pgrep -n -x "$1"); }

inside() {
  local file
  hostname workload
  # A new /tmp, the same path on every machine, that shows this checkout and the output under names that say nothing.
  mount -t tmpfs -o size=1g,mode=1777 tmp "$SCRATCH/tmp"
  mkdir "$SCRATCH/tmp/workload" "$SCRATCH/tmp/tool" "$SCRATCH/tmp/out"
  mount --bind "$root" "$SCRATCH/tmp/tool"
  mount --bind "$SCRATCH/out" "$SCRATCH/tmp/out"
  for file in $FILES; do cp "$here/$file" "$SCRATCH/tmp/workload/"; done
  mount --move "$SCRATCH/tmp" /tmp
  [ ! -d /dev/shm ] || mount -t tmpfs -o size=1g,mode=1777 shm /dev/shm
  # Accounts and hosts as a program sees them when it asks: none of this machine's.
  mkdir "$W/etc"
  printf 'root:x:0:0::/:/bin/sh\nworkload:x:1000:1000::%s:/bin/sh\n' "$W" >"$W/etc/passwd"
  printf 'root:x:0:\nworkload:x:1000:\n' >"$W/etc/group"
  printf '127.0.0.1 localhost workload\n' >"$W/etc/hosts"
  : >"$W/etc/resolv.conf"
  mkdir "$W/etc/ssl"
  : >"$W/etc/ssl/openssl.cnf"
  printf '%032d\n' 0 >"$W/etc/machine-id"
  for file in passwd group hosts resolv.conf machine-id ssl/openssl.cnf; do
    [ ! -e "/etc/$file" ] || mount --bind "$W/etc/$file" "/etc/$file"
  done
  chown -R 1000:1000 "$W"
  PID=
  workload
  [ -n "$PID" ] || fail 'the workload left no process to capture'
  kill -STOP "$PID"
  echo "$NAME: frozen with $(anonymous_mib "$PID") MiB of anonymous memory" >&2
  local core=/tmp/out/$NAME.core seed
  if [ -n "$SEED" ]; then capture "$core" --sample "$SAMPLE" --seed "$SEED"; return; fi
  capture /tmp/out/whole.core
  for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do capture "/tmp/out/$seed.core" --sample "$SAMPLE" --seed "$seed"; done
  mv "$(node /tmp/tool/corpora/recipes/nearest.mjs /tmp/out/whole.core /tmp/out/[0-9]*.core)" "$core"
}
capture() { node /tmp/tool/bin/zswap-bench.js corpus capture --pid "$PID" -o "$@" 2>"$W/capture" || fail "$(cat "$W/capture")"; }

make_corpus() {
  if [ "${ZB_INSIDE:-}" = "$NAME" ]; then inside; return; fi
  local command out
  for command in node zstd unshare setpriv pgrep strings $COMMANDS; do
    command -v "$command" >/dev/null || fail "$command is missing; see the apt-get line at the head of recipes/$NAME.sh"
  done
  [ "$(id -u)" = 0 ] || fail 'must be started as root: it makes namespaces and reads the memory of another process'
  out=${OUT:-$here/../$NAME.core.zst}
  tmp=$(mktemp -d)
  trap 'rm -rf "$tmp"' EXIT
  mkdir "$tmp/tmp" "$tmp/out"
  # The namespace ends with its first process, and takes every process and mount in it along.
  ZB_INSIDE=$NAME SCRATCH=$tmp unshare --mount --uts --net --ipc --pid --fork --mount-proc --kill-child bash "$here/$NAME.sh"
  ZB_PUBLIC=${PUBLIC:-} bash "$here/search-secrets.sh" "$tmp/out/$NAME.core"
  [ -z "${KEEP:-}" ] || cp "$tmp/out/$NAME.core" "$KEEP"
  zstd -q -19 -f "$tmp/out/$NAME.core" -o "$out"
  [ -n "${OUT:-}" ] || node "$here/manifest.mjs" "$NAME"
}
