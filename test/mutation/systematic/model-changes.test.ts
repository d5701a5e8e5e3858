import { MODEL_FILES } from './scope.js';
import { proveFound } from './systematic.js';

proveFound(MODEL_FILES);
