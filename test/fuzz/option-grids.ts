import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Format } from '../../src/output/format.js';
import { render } from '../../src/output/format.js';
import { resultReport } from '../../src/output/result-report.js';
import type { ModelResult } from '../../src/result/document.js';
import { checkResult } from '../../src/result/read.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import { fileIn } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { randomPage, textPage, zeroPage } from '../support/pages.js';
import { tinyCore, tinyPages } from '../support/tiny-corpora.js';
import type { Fuzzer } from './fuzzer.js';
import { assertIdentities } from './identities.js';
import { assertNoHoles } from './no-holes.js';

/** Values of options, each as on a command line; undefined where an option is left out. */
type Options = Readonly<Record<string, string | undefined>>;

interface OptionGrid {
  readonly corpora: readonly string[];
  readonly options: Options;
  readonly switches: readonly string[];
  /** In how many parts the grid is run besides as a whole. */
  readonly shards: number;
  /** Whether the result is printed in every format and read by other commands. */
  readonly read: boolean;
}

/** An option that is there in one of `times` cases. */
const oneIn = (times: number, value: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: times - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: value },
  );
const whole = (min: number, max: number) => fc.integer({ min, max }).map(String);
const size = (min: number, max: number) => fc.integer({ min, max }).map((kib) => `${kib}K`);

/** One of several values, seldom two. */
const mostlyOne = (...values: string[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...values) },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(fc.constantFrom(...values), { minLength: 2, maxLength: 2 })
        .map(String),
    },
  );

const NAMES = [...STRATEGIES.keys()];
const SPLIT_NAMES = NAMES.map((name) => `split:${name}`);

const OPTIONS = fc.record({
  '--strategy': mostlyOne(...NAMES, ...NAMES, ...SPLIT_NAMES),
  '--global-strategy': oneIn(8, fc.constantFrom(...NAMES)),
  '--memcg-strategy': oneIn(8, fc.constantFrom(...NAMES)),
  '--compressor': fc.oneof(
    { weight: 19, arbitrary: mostlyOne('lz4', 'lzo', 'identity') },
    { weight: 1, arbitrary: mostlyOne('lzo-rle', 'deflate:1', 'zstd:1', 'lz4-kernel') },
  ),
  '--folio-size': mostlyOne('4K', '16K', '32K', '64K', '2M'),
  '--folios': fc.constantFrom(undefined, ...Array(15).fill('dense'), 'aligned'),
  '--offer': oneIn(2, size(4, 1200)),
  '--total-ram': fc.oneof(
    { weight: 780, arbitrary: fc.oneof(size(4, 4000), fc.constant('offered')) },
    // Limits far away take their time.
    { weight: 19, arbitrary: fc.constantFrom(undefined, '1G') },
    { weight: 1, arbitrary: fc.constantFrom('1T', '8191T') },
  ),
  '--max-pool-percent': oneIn(2, fc.oneof(whole(1, 100), fc.constantFrom('1,100', '20..60:20'))),
  '--accept-threshold-percent': oneIn(2, fc.oneof(whole(0, 100), fc.constantFrom('0,100'))),
  '--memcgs': oneIn(2, whole(1, 4)),
  '--memcg-max': oneIn(2, fc.oneof(size(1, 200), fc.constant('none'))),
  '--memcg-parent-max': oneIn(3, size(1, 400)),
  '--writeback': oneIn(3, fc.constantFrom('on', 'off')),
  '--shrink-worker': oneIn(3, fc.constantFrom('on', 'off')),
  '--kernel': oneIn(2, fc.constantFrom('v7', '6.14', '6.18', '7.3')),
  '--scenario': fc.constantFrom('fill', 'edge', 'steady'),
  '--tasks': oneIn(2, fc.oneof(whole(3, 9), fc.constantFrom('1', '4,5', '64'))),
  '--seed': oneIn(2, whole(0, 2 ** 32 - 1)),
  '--repeat': fc.constantFrom(...Array(32).fill('1'), ...Array(15).fill('2'), '3', undefined),
});

const TIMING: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 699, arbitrary: fc.constant(['--no-timing']) },
  { weight: 300, arbitrary: fc.constant(['--no-timing', '--no-verify']) },
  { weight: 1, arbitrary: fc.constant(['--time', '0.1']) },
);

/** Files by what is special about them. */
function writeCorpora(folder: string): string[] {
  const noise = Array.from({ length: 9 }, (_, i) => randomPage(i));
  return [
    fileIn(folder, 'runs.core', tinyCore()),
    fileIn(folder, 'mixed.raw', tinyPages()),
    fileIn(folder, 'zeros.raw', Buffer.concat(Array(8).fill(zeroPage()))),
    fileIn(folder, 'noise.raw', Buffer.concat(noise)),
    fileIn(folder, `${'\u0001'.repeat(30)} "one" \\ é ${'x'.repeat(60)}.raw`, textPage(1)),
  ];
}

/** Runs random grids of options over tiny corpora: results agree with themselves, and everything that reads them does. */
export async function optionGrids(folder: string): Promise<Fuzzer<OptionGrid>> {
  const inputs: fc.Arbitrary<OptionGrid> = fc.record({
    corpora: mostlyOne(...writeCorpora(folder)).map((paths) => paths.split(',')),
    options: OPTIONS,
    switches: TIMING,
    shards: fc.constantFrom(...Array(98).fill(0), 2, 3),
    read: fc.constantFrom(...Array(49).fill(false), true),
  });
  return {
    name: 'option-grids',
    inputs,
    ends: ['fill', 'edge', 'steady', 'refused'],
    async check(grid) {
      const args = argumentsOf(grid);
      const { exitCode, stdout, stderr } = await inProcess('run', '--json', ...args);
      if (exitCode === 2) {
        assert.equal(stdout, '');
        assert.match(stderr, /^zswap-bench: [^\n]+: expected [^\n]+; found [^\n]+; [^\n]+\n$/);
        return 'refused';
      }
      assert.equal(exitCode, 0, stderr);
      const result = checkResult(JSON.parse(stdout), 'result') as ModelResult;
      await assertIdentities(result);
      if (grid.shards > 0) await assertMerges(folder, args, grid.shards, result);
      if (grid.read) {
        assertPrintable(result);
        await assertReadable(folder, stdout);
      }
      return grid.options['--scenario'] as string;
    },
  };
}

function argumentsOf({ corpora, options, switches }: OptionGrid): string[] {
  return [
    ...corpora.flatMap((path) => ['--corpus', path]),
    ...Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [name, value],
    ),
    ...switches,
  ];
}

const FORMATS: readonly Format[] = ['table', 'markdown', 'csv', 'lkml'];

function assertPrintable(result: ModelResult): void {
  const report = resultReport(result);
  for (const format of FORMATS) assertNoHoles(render(report, format));
}

async function assertMerges(
  folder: string,
  args: readonly string[],
  count: number,
  whole: ModelResult,
): Promise<void> {
  const paths = [];
  for (let index = 1; index <= count; index++) {
    const shard = ['--shard', `${index}/${count}`];
    const { exitCode, stdout, stderr } = await inProcess('run', '--json', ...args, ...shard);
    assert.equal(exitCode, 0, stderr);
    paths.push(fileIn(folder, `${index}.json`, stdout));
  }
  const { exitCode, stdout, stderr } = await inProcess('merge', '--json', ...paths);
  assert.equal(exitCode, 0, stderr);
  const merged = JSON.parse(stdout) as ModelResult;
  const exact = ({ cells }: ModelResult) => cells.map(({ timed: _, ...rest }) => rest);
  assert.deepEqual(exact(merged), exact(whole));
  assert.deepEqual([merged.corpora, merged.config], [whole.corpora, whole.config]);
}

async function assertReadable(folder: string, document: string): Promise<void> {
  const path = fileIn(folder, 'result.json', document);
  const page = `${path}.html`;
  for (const args of [
    ['compare', path, path],
    ['gate', '--baseline', path, '--current', path],
    ['report', path, '-o', page],
  ]) {
    const { exitCode, stdout, stderr } = await inProcess(...args);
    assert.equal(exitCode, 0, `${args[0]}: ${stderr}`);
    assertNoHoles(stdout);
  }
}
