import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PAGE_SIZE } from '../../../src/common/page.js';
import { chooseCompressor } from '../../../src/compressor/compressors.js';
import { ExactJobs } from '../../../src/measure/jobs/exact-jobs.js';
import { QueuedLengths } from '../../../src/measure/jobs/queued-lengths.js';
import { createCompressors } from '../../../src/measure/open-compressors.js';
import { LocalLengths } from '../../../src/measure/survey/local-lengths.js';
import type { LengthsByCompressor, PageLengths } from '../../../src/measure/survey/page-lengths.js';
import { EMPTY_PLAN } from '../../support/plan.js';

const CHOICES = ['lz4', 'lzo-rle'].map(chooseCompressor);
const compressors = await createCompressors(CHOICES);
const ALL = { compressors: [...compressors.keys()], cells: 1 };
const WINDOW = 256;

/** Pages with few or many different bytes; every fifth is a zero page. */
const bytes = Uint8Array.from({ length: WINDOW * PAGE_SIZE }, (_, at) => {
  const page = Math.floor(at / PAGE_SIZE);
  return page % 5 === 0 ? 0 : (at * at * (page + 1)) >> (page % 9);
});
const zero = Uint8Array.from({ length: WINDOW }, (_, page) => (page % 5 === 0 ? 1 : 0));

async function lengthsOf(lengths: PageLengths, windows: readonly (readonly [number, number])[]) {
  for (const [first, pages] of windows) {
    // The caller reuses its memory, as a page source does.
    const window = bytes.slice(first * PAGE_SIZE, (first + pages) * PAGE_SIZE);
    await lengths.add(window, zero.subarray(first, first + pages));
    window.fill(1);
  }
  return plain(await lengths.result());
}

function plain(lengths: LengthsByCompressor) {
  return [...lengths].map(([name, found]) => [name, [...found.lengths], found.roundTrip]);
}

async function withJobs(work: (jobs: ExactJobs) => Promise<void>, verify = true): Promise<void> {
  const jobs = new ExactJobs({ ...EMPTY_PLAN, compressors: CHOICES, verify, jobs: 2 });
  try {
    await work(jobs);
  } finally {
    await jobs.end();
  }
}

const local = (verify = true) => new LocalLengths(compressors, verify);

test('queued lengths: any windows have the lengths that one thread finds', () =>
  withJobs(async (jobs) => {
    await jobs.announce(1e9);
    assert.equal(jobs.threads, 2);
    const window = fc
      .tuple(fc.nat({ max: WINDOW - 1 }), fc.integer({ min: 1, max: WINDOW }))
      .map(([first, pages]) => [first, Math.min(pages, WINDOW - first)] as const);
    await fc.assert(
      fc.asyncProperty(fc.array(window, { minLength: 1, maxLength: 12 }), async (windows) => {
        const queued = new QueuedLengths(jobs, local(), ALL);
        assert.deepEqual(await lengthsOf(queued, windows), await lengthsOf(local(), windows));
      }),
      { numRuns: 15 },
    );
  }));

test('queued lengths: threads start in the middle of a corpus, once there is enough work', () =>
  withJobs(async (jobs) => {
    const windows = Array.from({ length: 40 }, () => [0, WINDOW] as const);
    const queued = new QueuedLengths(jobs, local(), ALL);
    await queued.add(bytes, zero);
    assert.equal(jobs.threads, 0);
    const found = await lengthsOf(queued, windows.slice(1));
    assert.equal(jobs.threads, 2);
    assert.deepEqual(found, await lengthsOf(local(), windows));
  }));

test('queued lengths: nothing is read back without verification', () =>
  withJobs(async (jobs) => {
    await jobs.announce(1e9);
    const queued = new QueuedLengths(jobs, local(false), ALL);
    const windows = [[0, 7]] as const;
    assert.deepEqual(await lengthsOf(queued, windows), await lengthsOf(local(false), windows));
  }, false));

test('exact jobs: one job never starts a thread', async () => {
  const jobs = new ExactJobs({ ...EMPTY_PLAN, compressors: CHOICES, jobs: 1 });
  await jobs.announce(1e9);
  assert.equal(jobs.threads, 0);
});
