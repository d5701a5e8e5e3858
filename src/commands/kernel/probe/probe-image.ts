import { PAGE_SIZE } from '../../../common/page.js';
import { bootGuest } from '../../../guest/boot-guest.js';
import { NEEDED_OPTIONS } from '../../../guest/kernel/config.js';
import type { OpenedKernel } from '../../../guest/kernel/kernel.js';
import { type GuestCellPlan, type GuestCorpus, UNLIMITED } from '../../../guest/plan.js';
import type { GuestCell } from '../../../guest/results.js';
import type { GuestCommandOptions } from '../guest-options.js';
import type { KernelFacts } from './document.js';
import { CELL_OPTIONS, configFacts, FAULT_OPTIONS, KERNEL_COMPRESSORS } from './missing.js';

const ONE_PAGE: GuestCorpus = {
  name: 'one page',
  pageCount: 1,
  runs: [{ pfn: 0, pages: 1 }],
  async *pages() {
    yield new Uint8Array(PAGE_SIZE).fill(1);
  },
};

const CELL: GuestCellPlan = {
  ...UNLIMITED,
  compressor: 'lzo',
  corpus: 0,
  folioPages: 1,
  offerPages: 1,
  scenario: 'fill',
};

/** Boots a kernel and tries what commands need: a cell of one page for each compressor and memcg setting. */
export async function probeImage(
  kernel: OpenedKernel,
  { memory, timeLimit }: Pick<GuestCommandOptions, 'memory' | 'timeLimit'>,
): Promise<KernelFacts> {
  const ofCompressors = KERNEL_COMPRESSORS.map((compressor) => ({ ...CELL, compressor }));
  const limited = { ...CELL, memcgMaxBytes: 1 << 20 };
  const withoutWriteback = { ...CELL, writeback: false };
  const { kernel: found, cells } = await bootGuest(
    kernel,
    { corpora: [ONE_PAGE], cells: [...ofCompressors, limited, withoutWriteback] },
    { memoryBytes: memory, cpus: 1, nodes: 1, timeLimitMs: timeLimit * 1000 },
  );
  const [ofMax, ofWriteback] = cells.slice(ofCompressors.length);
  const { config } = kernel;
  return {
    release: found.release,
    arch: found.arch,
    zswap: found.zswap,
    debugfs: found.debugfs,
    compressors: KERNEL_COMPRESSORS.filter((_, i) => succeeded(cells[i], 'compressor')),
    folioPages: found.folioPages,
    cgroup: found.memoryController ? 'v2' : 'v2 without the memory controller',
    memcgMax: succeeded(ofMax, 'memory.zswap.max'),
    memcgWriteback: succeeded(ofWriteback, 'memory.zswap.writeback'),
    nodes: found.nodes,
    failNth: found.failNth,
    config:
      config === null
        ? null
        : configFacts(config, [...NEEDED_OPTIONS, ...CELL_OPTIONS, ...FAULT_OPTIONS]),
  };
}

/** Whether no step that names some feature failed. */
function succeeded({ errors }: GuestCell, feature: string): boolean {
  return !errors.some(({ step }) => step.includes(feature));
}
