#!/bin/bash
# Workload: A PostgreSQL backend in the middle of a query that hash-joins customers with order lines and sorts the result, all within work_mem.
# Packages: postgresql-15 postgresql-client-15 nodejs
#
#   apt-get install postgresql postgresql-client nodejs zstd binutils procps util-linux
NAME=postgres
FILES=generate.mjs
COMMANDS=psql
. "$(dirname "$0")/lib.sh"

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -x "$bin/postgres" ] || fail 'no server in /usr/lib/postgresql; see the apt-get line at the head of recipes/postgres.sh'
sql() { run psql -X -q -A -t -h "$W" -U workload -d postgres "$@"; }

workload() {
  run "$bin/initdb" -D "$W/data" -U workload -A trust --locale=C --encoding=UTF8 --no-sync >"$W/log" 2>&1
  run "$bin/postgres" -D "$W/data" -k "$W" -c listen_addresses= -c fsync=off -c shared_buffers=32MB -c work_mem=1GB -c max_wal_size=64MB \
    -c max_parallel_workers_per_gather=0 -c autovacuum=off -c jit=off >>"$W/log" 2>&1 &
  wait_for 30 sql -c 'select 1' -o /dev/null 2>/dev/null
  sql -c 'create table customers (id int, key text, name text, city text, country text, plan text, created timestamptz, visits int, score float8, newsletter bool)
    ' -c 'create table lines (id int, ordered int, customer int, product int, line int, quantity int, price numeric(12,2), amount numeric(12,2), discount numeric(4,2), tax numeric(4,2),
      flag char, state text, placed timestamptz, sent date, mode char(10), instruction char(25), note text)'
  run node generate.mjs customers 1 40000 | sql -c 'copy customers from stdin'
  run node generate.mjs lines 2 700000 | sql -c 'copy lines from stdin'
  sql -c analyze
  local query="select l.*, c.city, c.country, c.plan, c.visits from lines l join customers c on c.id = l.customer order by c.country, l.state, l.amount desc, l.note"
  sql -c 'set enable_mergejoin = off' -c 'set enable_nestloop = off' -c "$query" -o /dev/null &
  wait_for 20 find_backend
  wait_for 60 grown_to "$PID" 90
  wait_for 60 steady # all rows are in memory: it sorts them
}
find_backend() { PID=$(sql -c "select pid from pg_stat_activity where query like 'select l.*%' and state = 'active'"); [ -n "$PID" ]; }
steady() { local before; before=$(anonymous_mib "$PID"); sleep 0.3; [ "$before" = "$(anonymous_mib "$PID")" ]; }
make_corpus "$@"
