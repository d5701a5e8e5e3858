import { proveCaught } from './proof.js';
import { ZSMALLOC_MUTANTS } from './zsmalloc-mutants.js';

proveCaught(ZSMALLOC_MUTANTS);
