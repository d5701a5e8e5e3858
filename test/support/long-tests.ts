/** Option of a test that takes a minute: left out unless ZSWAP_BENCH_LONG_TESTS is set, as CI does. */
export const LONG_TEST = {
  skip: process.env.ZSWAP_BENCH_LONG_TESTS
    ? false
    : 'takes a minute; ZSWAP_BENCH_LONG_TESTS=1 includes it',
};
