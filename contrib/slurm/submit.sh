#!/bin/sh
# Submits a grid as an array of 64 jobs, and the merge after them: DATA=/scratch/zswap-bench ./submit.sh
set -eu
: "${DATA:?a folder that all nodes see}"
: "${OPTIONS:=--corpus $DATA/a.core -s all -c all -f all --no-timing}"
: "${SHARDS:=64}"
export DATA OPTIONS
here=$(dirname "$0")
mkdir -p "$DATA/shards"
array=$(sbatch --parsable --array="1-$SHARDS" "$here/run.sbatch")
sbatch --dependency="afterok:$array" "$here/merge.sbatch"
