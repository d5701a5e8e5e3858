import { fileURLToPath } from 'node:url';

/** The program as a user starts it. */
export const PROGRAM = fileURLToPath(new URL('../../bin/zswap-bench.js', import.meta.url));
