import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasUnicode } from '../../src/cli/locale.js';
import { type OccupancyPlot, plotLines } from '../../src/output/occupancy-plot.js';
import { occupancyPlots } from '../../src/output/occupancy-plots.js';
import type { Cell } from '../../src/result/document.js';
import { temporaryFolder } from '../support/files.js';
import { inProcess, inProcessWith } from '../support/in-process.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());

// Six rows: 100 pages at the top, 95 at the bottom; the limit is 99.
const PLOT: OccupancyPlot = {
  title: 'a cell',
  limitPages: 99,
  points: [
    [0, 95, 0],
    [500, 98, 0],
    [600, 100, 1],
    [900, 97, 0],
  ],
  bounds: { fromNs: 0, toNs: 1000, lowPages: 95, highPages: 100 },
};

function cell(strategy: string, points: OccupancyPlot['points'], limitPages = 100): Cell {
  return {
    key: `redis/lz4/64K/${strategy}`,
    ...{ corpus: 'redis', compressor: 'lz4', folioSize: '64K', strategy, parameters: {} },
    exact: { pool: { limitPages }, timeline: points },
  } as unknown as Cell;
}

describe('a plot of the pool', () => {
  it('holds pages until the next point, with the limit, the range and the full flag', () => {
    // 8 columns for labels, 2 for the axis, 10 for dots, one to spare.
    assert.deepEqual(plotLines(PLOT, { width: 21, braille: false }), [
      'a cell',
      '     100 |     ****',
      'limit 99 |-----*--*-',
      '         |    **  *',
      '         |    *   **',
      '         |    *',
      '      95 |*****',
      '    full |     ====',
      '          0 ns 1000 ns',
    ]);
  });

  it('has 2 x 4 dots in a character of braille', () => {
    const rising = { ...PLOT, points: [0, 1, 2, 3].map((i) => [i * 250, 95 + i, 0] as const) };
    // 3 columns for labels, 2 for characters; the limit is out of bounds.
    const lines = plotLines({ ...rising, limitPages: 200 }, { width: 8, braille: true });
    assert.deepEqual(lines.slice(1, 7), [
      '100 |',
      '    |',
      '    | \u2856',
      '    |\u28a0\u2807',
      '    |\u287c',
      ' 95 |\u2847',
    ]);
  });

  it('has lines of at most the given width', () => {
    for (const width of [30, 80, 200]) {
      for (const line of plotLines(PLOT, { width, braille: true })) assert.ok(line.length < width);
    }
  });
});

describe('plots of cells', () => {
  it('have equal bounds for strategies of one grid place, from the first pages near the limit', () => {
    const a = cell('a', [
      [0, 10, 0],
      [10, 90, 0],
      [20, 99, 0],
    ]);
    const b = cell('b', [
      [0, 50, 0],
      [15, 95, 0],
      [30, 104, 1],
    ]);
    const other = cell('c', [[5, 20, 0]]);
    const plots = occupancyPlots([a, b, { ...other, corpus: 'node' }]);
    const bounds = { fromNs: 10, toNs: 30, lowPages: 90, highPages: 104 };
    assert.deepEqual(plots.map((plot) => plot.bounds).slice(0, 2), [bounds, bounds]);
    assert.deepEqual(plots[2].bounds, { fromNs: 5, toNs: 5, lowPages: 20, highPages: 20 });
  });

  it('are absent for cells without a timeline', () => {
    assert.deepEqual(occupancyPlots([cell('a', [])]), []);
  });
});

describe('run --plot', () => {
  const args = ['run', '--corpus', core, '--no-timing', '--repeat', '1', '-c', 'lz4', '--plot'];

  it('draws a plot for each cell before the verdict, in braille if the locale has it', async () => {
    const ascii = (await inProcess(...args)).stdout;
    assert.equal(ascii.match(/^ +full \|/gm)?.length, 2);
    assert.match(ascii, /^Pool pages near the limit [\s\S]*\n\nVerdict: /m);
    assert.doesNotMatch(ascii, /[\u2800-\u28ff]/);
    const braille = (await inProcessWith({ LANG: 'C.UTF-8' }, ...args)).stdout;
    assert.match(braille, /[\u2801-\u28ff]/);
  });

  it('needs tables', async () => {
    const { exitCode, stderr } = await inProcess(...args, '--json');
    assert.equal(exitCode, 2);
    assert.match(stderr, /--plot: expected --format table; found --format json; /);
  });
});

describe('the locale', () => {
  it('has Unicode by the first variable that is set', () => {
    assert.ok(hasUnicode({ LANG: 'de_DE.UTF-8' }));
    assert.ok(hasUnicode({ LC_ALL: '', LC_CTYPE: 'en_US.utf8', LANG: 'C' }));
    assert.ok(!hasUnicode({ LC_ALL: 'C', LANG: 'en_US.UTF-8' }));
    assert.ok(!hasUnicode({}));
  });
});
