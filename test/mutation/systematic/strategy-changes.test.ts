import { STRATEGY_FILES } from './scope.js';
import { proveFound } from './systematic.js';

proveFound(STRATEGY_FILES);
