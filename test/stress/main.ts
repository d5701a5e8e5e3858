// `npm run stress -- --seconds 60 --threads 8 --seed 1`; --without NAME leaves a lock out, to see that it is missed.
import { parseArgs } from 'node:util';
import { stress } from './stress.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    threads: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    without: { type: 'string' },
  },
});
const reports = await stress({
  threads: Number(values.threads),
  seconds: Number(values.seconds),
  seed: Number(values.seed),
  ...(values.without === undefined ? {} : { without: values.without }),
  observer: ({ strategy, steps, totals, residentPages, found }) => {
    const { acceptedPages, loadedPages, counters } = totals;
    process.stdout.write(
      `${strategy}: ${steps} steps, ${acceptedPages} pages stored, ${loadedPages} loaded, ${counters.zswpwb} written back, ` +
        `${residentPages} resident: ${found.length === 0 ? 'all agrees' : found.join('; ')}\n`,
    );
  },
});
if (reports.some(({ found }) => found.length > 0)) process.exitCode = 1;
