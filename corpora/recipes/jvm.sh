#!/bin/bash
# Workload: A Java program with hash and tree maps, lists, strings and byte arrays of parsed records, after several garbage collections.
# Packages: openjdk-17-jdk-headless nodejs
#
#   apt-get install default-jdk-headless gcc libc6-dev nodejs zstd binutils procps util-linux
NAME=jvm
FILES='generate.mjs JvmWorkload.java plain-uname.c'
COMMANDS='java javac gcc'
. "$(dirname "$0")/lib.sh"

workload() {
  run node generate.mjs orders 1 80000 >"$W/orders.tsv"
  run javac -J-XX:-UsePerfData -d "$W" "$W/JvmWorkload.java"
  run gcc -shared -fPIC -O2 -o plain-uname.so plain-uname.c
  # Container support reads this machine's mounts; the performance file is mapped from disk.
  run LD_PRELOAD="$W/plain-uname.so" java -XX:-UsePerfData -XX:-UseContainerSupport -XX:+UseG1GC -Xms64m -Xmx256m -cp "$W" JvmWorkload "$W/orders.tsv" >"$W/log" 2>&1 &
  wait_for 120 says "$W/log" working
  sleep 1
  find_process java
}
make_corpus "$@"
