#!/bin/bash
# Workload: Python with numpy arrays of simulated measurements (readings, counts, sums, spectra, masks) and a model of Python objects over them.
# Packages: python3 python3-numpy
#
#   apt-get install python3 python3-numpy nodejs zstd binutils procps util-linux
NAME=python-numpy
FILES=python-workload.py
COMMANDS=/usr/bin/python3
. "$(dirname "$0")/lib.sh"

/usr/bin/python3 -I -c 'import numpy' 2>/dev/null || fail 'numpy is missing; see the apt-get line at the head of recipes/python-numpy.sh'
# Modules name their authors, and documentation holds made-up addresses.
PUBLIC=$(/usr/bin/python3 -I -c 'import sysconfig, numpy; print(sysconfig.get_path("stdlib"), *numpy.__path__)')

workload() {
  run OPENBLAS_NUM_THREADS=1 /usr/bin/python3 -I -B -u python-workload.py >"$W/log" 2>&1 &
  wait_for 90 says "$W/log" working
  sleep 2
  PID=$(pgrep -n -f python-workload)
}
make_corpus "$@"
