#!/bin/bash
# search-secrets.sh DUMP...: looks for private things in uncompressed memory dumps. Exit 0: nothing found; 1: found; 2: could not look.
#
# It looks for what this machine and this environment are called (start it in the environment the recipe was started in),
# and for what credentials, addresses and environments look like anywhere. More patterns, one extended regular expression
# a line, may be given in a file named by ZB_PATTERNS. A hit is answered by changing the recipe, never by editing the dump.
# Only text that stands word for word in a published file is passed over (an author's address in a library, say): the
# recipe names those files or directories in ZB_PUBLIC. Names of this machine and the patterns of ZB_PATTERNS are never
# passed over.
set -euo pipefail
export LC_ALL=C
fail() { echo "search-secrets: $*" >&2; exit 2; }
[ $# -gt 0 ] || fail 'name at least one uncompressed dump'
command -v strings >/dev/null || fail 'strings is missing (apt-get install binutils)'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Things taken as they are. Too short or too common a value says nothing about this machine, and would be found in any dump;
# so would the address ranges set aside for documentation.
literal() { if [ "${#1}" -ge 6 ]; then printf '%s\n' "$1"; fi; }
common='^(/bin/(ba|da|z)?sh|/usr/bin/[a-z]*|/tmp(/.*)?|/dev/null|C\.UTF-8|C\.utf8|POSIX|[a-z][a-z]_[A-Z][A-Z](\.UTF-8)?|xterm.*|screen.*|linux|dumb|vt[0-9]*|noninteractive|truecolor|localhost|workload|systemd|unconfined|/etc/ssl/certs(/ca-certificates\.crt)?|/usr/local/s?bin|/usr/s?bin|disabled?|enabled?|production|development|always|never|[0-9]{1,7})$'
{
  while IFS= read -r -d '' pair; do
    name=${pair%%=*} value=${pair#*=}
    case $name in ZB_*|CORE|_) continue ;; esac
    if [ -n "$value" ] && [ "$name" != PATH ]; then printf '%s=%s\n' "$name" "$value"; fi
    while IFS= read -r line; do literal "$line"; done <<<"$value"
    IFS=: read -r -a parts <<<"$value"
    for part in "${parts[@]}"; do literal "$part"; done
  done < <(env -0)
  for name in "$(uname -n)" "$(hostname -f 2>/dev/null || true)" "$(uname -v)" "$(uname -r)"; do literal "$name"; done
  # Where this checkout lies, and its parents below the root.
  path=$(cd "$(dirname "$0")" && pwd -P)
  while [ "$(dirname "$path")" != / ]; do literal "$path"; path=$(dirname "$path"); done
  for file in /etc/machine-id /var/lib/dbus/machine-id /proc/sys/kernel/random/boot_id; do literal "$(cat "$file" 2>/dev/null || true)"; done
  cat /sys/class/net/*/address 2>/dev/null || true
  hostname -I 2>/dev/null | tr ' ' '\n' || true
  awk '$1 == "nameserver" || $1 == "search" || $1 == "domain" { for (i = 2; i <= NF; i++) print $i }' /etc/resolv.conf 2>/dev/null || true
  awk '$1 !~ /^#/ { for (i = 2; i <= NF; i++) print $i }' /etc/hosts 2>/dev/null | while IFS= read -r line; do literal "$line"; done
  awk -F: '$3 >= 1000 && $3 < 60000 { print $6; print $5 }' /etc/passwd | while IFS= read -r line; do literal "${line%%,*}"; done
} | grep -Ev -e "$common" -e '^(127\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|::1|00:00:00:00:00:00|ip6-|/$|/nonexistent)' | sed '/^.\{0,5\}$/d' | sort -u >"$work/literals"

# Things known by their looks.
cat >"$work/patterns" <<'PATTERNS'
(^|[^A-Za-z0-9_-])(sk|pk|rk)[-_][A-Za-z0-9_-]{16,}
(^|[^A-Za-z0-9])(ghp|gho|ghs|ghu|github_pat|glpat|xox[abps]|npm|pypi)[-_][A-Za-z0-9_-]{16,}
(^|[^A-Za-z0-9])(AKIA|ASIA)[A-Z0-9]{16}
AIza[A-Za-z0-9_-]{30,}
eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}
[Bb]earer +[A-Za-z0-9._~+/-]{8,}
[Aa]uthorization: *[A-Za-z]+ +[^ ]{8,}
-----BEGIN [A-Z ]*PRIVATE KEY-----
(^|[^A-Za-z])([Aa][Pp][Ii][_-]?[Kk][Ee][Yy]|[Pp]assw(or)?d|[Ss]ecret|[Aa]ccess[_-]?[Tt]oken)["']? *[=:] *["']?[A-Za-z0-9+/_.-]{8,}
://[^/@: ]+:[^/@ ]+@
(^|[^A-Za-z0-9_])([Hh][Tt][Tt][Pp]|[Hh][Tt][Tt][Pp][Ss]|[Aa][Ll][Ll]|[Ff][Tt][Pp]|[Nn][Oo])_[Pp][Rr][Oo][Xx][Yy]=
(^|[^A-Za-z0-9_])(HOME|USER|LOGNAME|MAIL|PWD|OLDPWD|SHELL|TERM|HOSTNAME|DISPLAY|XAUTHORITY|SUDO_[A-Z]+|SSH_[A-Z_]+|XDG_[A-Z_]+|LS_COLORS|KUBERNETES_[A-Z_]+|CI|GIT[A-Z_]*_[A-Z_]+|AWS_[A-Z_]+|[A-Z_]+_(TOKEN|SECRET|KEY|PASSWORD))=[^ =][^ ]*
(^|[^A-Za-z0-9_./-])/(root|home/[a-z]|Users/[A-Za-z])[A-Za-z0-9_./-]*
(^|[^A-Za-z0-9_])DBUS_[A-Z_]+=[a-z]+:[^ ]+
[A-Za-z0-9._%+-]{2,}@[A-Za-z0-9-]{2,}(\.[A-Za-z0-9-]+)*\.[a-z]{2,}
//[a-z0-9.-]*(registry|mirror|artifact|nexus|proxy|internal|intranet|corp)[a-z0-9-]*[.:][a-z0-9]
(^|[^0-9.])(10\.[0-9]{1,3}|192\.168|172\.(1[6-9]|2[0-9]|3[01])|169\.254)\.[0-9]{1,3}\.[0-9]{1,3}([^0-9.]|$)
PATTERNS
if [ -n "${ZB_PATTERNS:-}" ]; then
  [ -s "$ZB_PATTERNS" ] || fail "$ZB_PATTERNS is missing or empty"
  cp "$ZB_PATTERNS" "$work/asked"
fi

for file in ${ZB_PUBLIC:-}; do [ -e "$file" ] || fail "no published file $file"; done
# The pattern may have taken one character before the text and one after it.
published() { [ -n "${ZB_PUBLIC:-}" ] && grep -rqF -e "$1" -e "${1:1}" -e "${1%?}" $ZB_PUBLIC; }

found=0
for dump in "$@"; do
  [ -f "$dump" ] && [ -s "$dump" ] || fail "no such dump, or an empty one: $dump"
  [ "$(head -c 4 "$dump")" = $'\x7fELF' ] || fail "not an uncompressed core: $dump"
  # Text in one-byte characters, and in two-byte ones as Java, JavaScript and some libraries hold them.
  { strings -a -n 6 -e s "$dump"; strings -a -n 6 -e l "$dump"; } >"$work/strings"
  [ -s "$work/strings" ] || fail "found no text at all in $dump; is it complete?"
  for kind in literals patterns ${ZB_PATTERNS:+asked}; do
    [ -s "$work/$kind" ] || fail "has no $kind to look for"
    # Names may hold other than ASCII characters, so they are looked for in the bare bytes too.
    if [ $kind = literals ]; then flag=-F bare=$dump; else flag=-E bare=; fi
    code=0
    grep -a $flag -o -h -f "$work/$kind" "$work/strings" ${bare:+"$bare"} >"$work/hits" || code=$?
    [ $code -le 1 ] || fail "the search through $dump itself failed"
    sort "$work/hits" | uniq -c | sort -rn >"$work/counted"
    : >"$work/private"
    while read -r count hit; do
      if [ $kind = patterns ] && published "$hit"; then
        echo "search-secrets: published text, passed over: $hit" >&2
      else
        echo "$count $hit" >>"$work/private"
      fi
    done <"$work/counted"
    if [ -s "$work/private" ]; then
      found=1
      echo "search-secrets: PRIVATE $kind in $dump:" >&2
      head -n 40 "$work/private" | cut -c 1-200 >&2
    fi
  done
done
if [ $found = 1 ]; then
  echo 'search-secrets: do not ship this dump; change the recipe and capture again' >&2
  exit 1
fi
echo "search-secrets: nothing private in $*: $(wc -l <"$work/literals") names of this machine and $(cat "$work/patterns" "${ZB_PATTERNS:-/dev/null}" | wc -l) patterns" >&2
