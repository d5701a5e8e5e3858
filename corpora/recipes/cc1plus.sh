#!/bin/bash
# Workload: The C++ compiler proper (cc1plus -O2) half-way through a file full of standard library templates.
# Packages: g++-12
#
#   apt-get install g++ nodejs zstd binutils procps util-linux
NAME=cc1plus
FILES=templates.cc
COMMANDS=g++
. "$(dirname "$0")/lib.sh"

workload() {
  run g++ -std=c++20 -O2 -g -c templates.cc -o templates.o >"$W/log" 2>&1 &
  wait_for 20 find_process cc1plus
  wait_for 90 grown_to "$PID" 260
}
make_corpus "$@"
