import { usageFailure } from '../../../common/errors.js';
import { isZeroPage, PAGE_SIZE } from '../../../common/page.js';
import type { WorkObserver } from '../../../common/work-observer.js';
import { type CompressorChoice, chooseCompressor } from '../../../compressor/compressors.js';
import type { Corpus } from '../../../corpus/corpus.js';
import { openPageSource, type PageSource } from '../../../corpus/page-source.js';
import { bootGuest } from '../../../guest/boot-guest.js';
import { guestCorpus } from '../../../guest/guest-corpus.js';
import { guestFailure } from '../../../guest/guest-failure.js';
import type { OpenedKernel } from '../../../guest/kernel/kernel.js';
import { type GuestCellPlan, UNLIMITED } from '../../../guest/plan.js';
import type { GuestCell } from '../../../guest/results.js';
import { LENGTHS_SCHEMA, type LengthsDocument, type LengthsOfCorpus } from './document.js';

/** A compressor whose name in the kernel is known. */
type KernelChoice = CompressorChoice & { readonly kernelName: string };

export interface LengthsPlan {
  readonly kernel: OpenedKernel;
  readonly choices: readonly KernelChoice[];
  readonly corpora: readonly Corpus[];
}

const SHOWN = 5;
const MACHINE = { memoryBytes: 512 << 20, cpus: 1, nodes: 1, timeLimitMs: 3_600_000 };

/** Compressors by name. Throws a usage `Failure` for one that no kernel has. */
export function kernelChoices(names: readonly string[]): KernelChoice[] {
  return names.map(chooseCompressor).map((choice) => {
    const { name, kernelName } = choice;
    if (kernelName !== null) return { ...choice, kernelName };
    throw usageFailure({
      subject: '--compressor',
      expected: 'a compressor that kernels have',
      found: `'${name}'`,
      remedy: 'leave it out',
    });
  });
}

/** Boots the kernel once for all lengths, then compresses the same pages here. */
export async function compareLengths(
  { kernel, choices, corpora }: LengthsPlan,
  observer: WorkObserver,
): Promise<LengthsDocument> {
  const sources = await Promise.all(corpora.map(({ path }) => openPageSource(path)));
  try {
    const names = [...new Set(choices.map(({ kernelName }) => kernelName))];
    const onDisk = await Promise.all(
      corpora.map(({ name }, index) => guestCorpus(name, sources[index])),
    );
    const cells = onDisk.flatMap(({ pageCount }, corpus) =>
      names.map((compressor) => cellOf(compressor, corpus, pageCount)),
    );
    // Each cell once in the kernel, once here.
    observer.begin?.({ units: 2 * cells.length });
    const guestObserver = {
      cellBegins: (index: number) =>
        observer.progress(describe(cells[index], corpora), { units: Math.min(1, index) }),
    };
    const guestPlan = { corpora: onDisk, cells };
    const results = await bootGuest(kernel, guestPlan, { ...MACHINE, observer: guestObserver });
    const lengths: LengthsOfCorpus[] = [];
    for (const [index, cell] of results.cells.entries()) {
      observer.progress(`${describe(cells[index], corpora)}, this program`, { units: 1 });
      refuseErrors(kernel, cells[index], cell);
      const own = choices.filter(({ kernelName }) => kernelName === cells[index].compressor);
      const source = sources[cells[index].corpus];
      const name = corpora[cells[index].corpus].name;
      // One after another: a source is read by one at a time.
      const compared: Omit<LengthsOfCorpus, 'matched'>[] = [];
      for (const choice of own) {
        compared.push(await comparedPages(name, choice, source, cell.lengths));
      }
      const matched = compared.some(({ equal, pages }) => equal === pages);
      lengths.push(...compared.map((each) => ({ ...each, matched })));
    }
    const { release, version } = results.kernel;
    return { schema: LENGTHS_SCHEMA, kernel: { release, version }, lengths };
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
}

function describe({ compressor, corpus }: GuestCellPlan, corpora: readonly Corpus[]): string {
  return `${corpora[corpus].name}, ${compressor}`;
}

function cellOf(compressor: string, corpus: number, pageCount: number): GuestCellPlan {
  return {
    ...UNLIMITED,
    ...{ compressor, corpus, folioPages: 1, offerPages: pageCount, scenario: 'lengths' },
  };
}

function refuseErrors(
  { release }: OpenedKernel,
  { compressor }: GuestCellPlan,
  { errors }: GuestCell,
) {
  if (errors.length === 0) return;
  throw guestFailure({
    subject: `kernel ${release}, ${compressor}`,
    expected: 'a length for every page',
    found: `${errors[0].step}: ${errors[0].text}`,
    remedy: `leave out what this kernel lacks: -c without ${compressor}`,
  });
}

async function comparedPages(
  corpus: string,
  { name, kernelName, create }: KernelChoice,
  source: PageSource,
  kernels: GuestCell['lengths'],
): Promise<Omit<LengthsOfCorpus, 'matched'>> {
  const compressor = await create();
  const target = new Uint8Array(2 * PAGE_SIZE);
  const sums = {
    ...{ pages: 0, zeroPages: 0, equal: 0, compressible: 0, kernelBytes: 0, bytes: 0 },
    ...{ kept: 0, refused: 0, exactly4096: 0, exactly4096Refused: 0 },
  };
  const differing: { page: number; kernel: number | null; program: number }[] = [];
  let page = 0;
  for await (const { bytes } of source.windows()) {
    for (let at = 0; at < bytes.length; at += PAGE_SIZE, page++) {
      if (isZeroPage(bytes, at)) {
        sums.zeroPages++;
        continue;
      }
      const kernel = kernels[page];
      const program = compressor.compress(bytes, at, target);
      sums.pages++;
      count(sums, kernel, program);
      if (sameLength(kernel, program)) sums.equal++;
      else if (differing.length < SHOWN) differing.push({ page, kernel, program });
    }
  }
  return { corpus, kernelCompressor: kernelName, compressor: name, ...sums, differing };
}

/** A page that does not compress is refused, or kept with a length of 4096, whatever length the compressor had. */
function sameLength(kernel: number | null, program: number): boolean {
  if (kernel === null || kernel === PAGE_SIZE) return program >= PAGE_SIZE;
  return kernel === program;
}

type Sums = Pick<
  LengthsOfCorpus,
  | 'compressible'
  | 'kernelBytes'
  | 'bytes'
  | 'kept'
  | 'refused'
  | 'exactly4096'
  | 'exactly4096Refused'
>;

function count(
  sums: { -readonly [Name in keyof Sums]: Sums[Name] },
  kernel: number | null,
  program: number,
): void {
  if (kernel === null) sums.refused++;
  else if (kernel === PAGE_SIZE) sums.kept++;
  else if (program < PAGE_SIZE) {
    sums.compressible++;
    sums.kernelBytes += kernel;
    sums.bytes += program;
  }
  if (program === PAGE_SIZE) {
    sums.exactly4096++;
    if (kernel === null) sums.exactly4096Refused++;
  }
}
