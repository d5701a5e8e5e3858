// Worker thread of a check; check-jobs.ts starts this module.

import { workerData } from 'node:worker_threads';
import { resolveStrategy } from '../../strategy/resolve.js';
import { serveJobs } from '../../workers/serve-jobs.js';
import { CheckCases } from '../check-cases.js';
import { CheckExecutor } from './check-executor.js';
import type { CheckJobsPlan } from './check-job.js';

const { options, strategies, kernels } = workerData as CheckJobsPlan;
const resolved = await Promise.all(strategies.map(resolveStrategy));
serveJobs(new CheckExecutor(new CheckCases(options), resolved, kernels));
