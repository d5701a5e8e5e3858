import { closeSync, openSync, readSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chooseCompressor } from '../src/compressor/compressors.js';
import { importCore } from '../src/corpus/import.js';
import { PageCopy } from '../src/corpus/page-copy.js';
import { openPageSource } from '../src/corpus/page-source.js';
import { WINDOW_BYTES } from '../src/corpus/page-windows.js';
import { survey } from '../src/measure/survey/survey.js';
import { type Figure, figure, type Part } from './part.js';
import { PLAN } from './plan.js';
import { inTemporaryFolder, shippedPages } from './temporary-files.js';

const ROUNDS = 9;
const SPARSE_BYTES = 2 ** 30;

/** How fast pages come out of files, beside reading the same bytes with nothing else. */
export const corpusLoading: Part = {
  name: 'loading',
  title: 'Corpus loading: the pages of every shipped corpus in several forms',
  run: () => inTemporaryFolder(measure),
};

/** The same pages in some form. */
interface Form {
  /** Files to load. */
  readonly files: readonly string[];
  /** Files whose bytes are those of the pages, to be read with nothing else. */
  readonly bare: readonly string[];
  readonly bytes: number;
}

async function measure(folder: string): Promise<Figure[]> {
  const pages = await shippedPages();
  const raw = [join(folder, 'pages.raw')];
  writeFileSync(raw[0], pages);
  const packed = PLAN.corpora.map(({ path }) => path);
  const cores = PLAN.corpora.map(({ name }) => join(folder, `${name}.core`));
  for (const [i, core] of cores.entries()) await unpack(packed[i], core);
  const bytes = pages.length;
  const forms = (round: number): Record<string, Form> => ({
    'plain core': { files: cores, bare: cores, bytes },
    '.core.zst': { files: packed, bare: cores, bytes },
    'raw file': { files: raw, bare: raw, bytes },
    // Anew each time: once read, it is in the page cache.
    'sparse raw file': {
      files: [sparseFile(join(folder, `sparse-${round}`), pages)],
      bare: [sparseFile(join(folder, `bare-${round}`), pages)],
      bytes: SPARSE_BYTES,
    },
  });

  const rates = new Map<string, number[]>();
  const ratios = new Map<string, number[]>();
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, { files, bare, bytes }] of Object.entries(forms(round))) {
      const bareMs = await timed(() => readBare(bare));
      const loadMs = await timed(() => load(files));
      rates.set(name, [...(rates.get(name) ?? []), bytes / loadMs / 1e6]);
      ratios.set(name, [...(ratios.get(name) ?? []), bareMs / loadMs]);
    }
    shares.push((await timed(() => load(raw))) / (await timed(() => surveyWithLz4(raw[0]))));
  }
  return [
    ...[...rates].flatMap(([name, samples]) => [
      figure(name, 'GB/s', samples),
      figure(`${name}, beside bare reading of its pages`, 'x', ratios.get(name) ?? []),
    ]),
    figure("loading a raw file, of a survey's time with lz4", 'x', shares, { atMost: 0.5 }),
  ];
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function load(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const source = await openPageSource(file);
    for await (const _ of source.windows());
    await source.close();
  }
}

async function surveyWithLz4(file: string): Promise<void> {
  const source = await openPageSource(file);
  await survey(source, new Map([['lz4', await chooseCompressor('lz4').create()]]), true);
  await source.close();
}

const buffer = new Uint8Array(WINDOW_BYTES);

async function readBare(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const fd = openSync(file, 'r');
    while (readSync(fd, buffer) > 0);
    closeSync(fd);
  }
}

async function unpack(from: string, to: string): Promise<void> {
  const file = await open(to, 'w');
  const copy = new PageCopy({ write: async (bytes) => void (await file.write(bytes)) });
  await importCore(from, { dropPartial: false }, copy);
  await file.close();
}

/** Some real pages and then a hole. */
function sparseFile(path: string, pages: Buffer): string {
  writeFileSync(path, pages.subarray(0, WINDOW_BYTES));
  truncateSync(path, SPARSE_BYTES);
  return path;
}
