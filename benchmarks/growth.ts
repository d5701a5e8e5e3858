import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_SIZE } from '../src/common/page.js';
import { FOLIO_PAGES, folioSizeName } from '../src/model/folio/folio.js';
import { type Figure, figure, type Part } from './part.js';
import { type ProcessCosts, processCosts } from './process-costs.js';
import { samplePages } from './sample-pages.js';
import { inTemporaryFolder } from './temporary-files.js';

/** A quantity that grows; the other quantities stay. */
interface Growth {
  readonly what: string;
  /** Unit of the cost per element. */
  readonly unit: 'ns/page' | 'us/cell';
  readonly sizes: readonly Size[];
}

interface Size {
  readonly name: string;
  /** Pages or cells. */
  readonly elements: number;
  readonly args: readonly string[];
}

const ROUNDS = 3;
const PAGES = 1_000_000;
const FEW_PAGES = 64;

/** Everything but the size is small, and one thread does the work. */
const RUN = ['run', '--no-timing', '--no-verify', '--json', '--jobs', '1', '--repeat', '1'];
const REPLAY = [...RUN, '-s', 'batch', '-c', 'lz4', '--folios', 'dense', '--offer'];

/** CPU time per page or cell as a run grows, start-up subtracted, and the peak memory of the largest. */
export const growth: Part = {
  name: 'growth',
  title: 'CPU time per page or cell as a run grows, in one job, start-up left out',
  async run() {
    if (process.platform !== 'linux') return { skipped: 'needs /proc' };
    return await inTemporaryFolder(async (folder) => {
      const raw = join(folder, 'pages.raw');
      const few = join(folder, 'few.raw');
      const pages = await samplePages();
      writeFileSync(raw, pages);
      writeFileSync(few, pages.subarray(0, FEW_PAGES * PAGE_SIZE));
      return growths(raw, few).flatMap((each) => figuresOf(each, raw, folder));
    });
  },
};

function growths(raw: string, few: string): Growth[] {
  const replay = (pages: number, ...args: string[]) => [
    ...REPLAY,
    String(pages * PAGE_SIZE),
    ...['--corpus', raw, ...args],
  ];
  return [
    {
      what: 'pages',
      unit: 'ns/page',
      sizes: [100_000, PAGES, 10_000_000, 100_000_000].map((pages) => ({
        name: String(pages),
        elements: pages,
        args: replay(pages),
      })),
    },
    {
      what: 'tasks',
      unit: 'ns/page',
      sizes: [1, 4, 16, 64, 256, 512].map((tasks) => ({
        name: String(tasks),
        elements: PAGES,
        args: replay(PAGES, '--tasks', String(tasks)),
      })),
    },
    {
      what: 'folio size',
      unit: 'ns/page',
      sizes: FOLIO_PAGES.map((folioPages) => ({
        name: folioSizeName(folioPages),
        elements: PAGES,
        args: replay(PAGES, '-f', folioSizeName(folioPages)),
      })),
    },
    { what: 'cells', unit: 'us/cell', sizes: cellSizes(few) },
  ];
}

function cellSizes(few: string): Size[] {
  const grid = ['-c', 'lz4', '--total-ram', 'offered', '--corpus', few];
  const percents = ['--max-pool-percent', '1..100:1'];
  const folios = ['-f', '4K,16K,32K,64K,128K'];
  const sizes: [number, string[]][] = [
    [100, ['-s', 'batch', '-f', '4K', ...percents]],
    [1_000, ['-s', 'batch,split', ...folios, ...percents]],
    [10_000, ['-s', 'batch,split', ...folios, ...percents, '--tasks', '1..10:1']],
  ];
  return sizes.map(([cells, args]) => ({
    name: String(cells),
    elements: cells,
    args: [...RUN, ...grid, ...args],
  }));
}

/** Sizes alternate forwards and backwards. */
function figuresOf({ what, unit, sizes }: Growth, raw: string, folder: string): Figure[] {
  const samples = sizes.map((): ProcessCosts[] => []);
  const idle: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const order = [...sizes.keys()];
    if (round % 2 === 1) order.reverse();
    const nothing = [...REPLAY, String(PAGE_SIZE), '--corpus', raw];
    idle.push(processCosts(folder, nothing).cpuSeconds);
    for (const i of order) samples[i].push(processCosts(folder, sizes[i].args));
  }
  const perSecond = unit === 'ns/page' ? 1e9 : 1e6;
  const figures = sizes.map(({ name, elements }, i) =>
    figure(
      `${what}: ${name}`,
      unit,
      samples[i].map(
        ({ cpuSeconds }, round) => (perSecond * (cpuSeconds - idle[round])) / elements,
      ),
    ),
  );
  const peaks = (samples.at(-1) ?? []).map(({ peakMiB }) => peakMiB);
  return [
    ...figures,
    figure(`${what}: ${sizes.at(-1)?.name}, memory`, 'MiB', peaks, { atMost: 512 }),
  ];
}
