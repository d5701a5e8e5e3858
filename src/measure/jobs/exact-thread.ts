// Worker thread for exact work; exact-jobs.ts starts this module.

import { workerData } from 'node:worker_threads';
import { serveJobs } from '../../workers/serve-jobs.js';
import { ExactExecutor } from './exact-executor.js';
import { type PlainPlan, planOf } from './plain-plan.js';

const plain = workerData as PlainPlan;
serveJobs(new ExactExecutor(await planOf(plain), plain.modules));
