import { proveCaught } from './proof.js';
import { STRATEGY_MUTANTS } from './strategy-mutants.js';

proveCaught(STRATEGY_MUTANTS);
