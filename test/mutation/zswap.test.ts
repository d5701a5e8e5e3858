import { proveCaught } from './proof.js';
import { ZSWAP_MUTANTS } from './zswap-mutants.js';

proveCaught(ZSWAP_MUTANTS);
