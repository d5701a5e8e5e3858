
run_bench() {
	$SHELLPACK_INCLUDE/shellpack-bench-zswapbench \
		--corpus "$ZSWAPBENCH_CORPUS" \
		--compressor "$ZSWAPBENCH_COMPRESSOR" \
		--folio-size "$ZSWAPBENCH_FOLIO_SIZE" \
		--iterations "$ZSWAPBENCH_ITERATIONS"
	return $?
}
