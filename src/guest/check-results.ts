import { FolioQueue } from '../model/folio/folio-queue.js';
import { guestFailure, untrustedGuest } from './guest-failure.js';
import type { OpenedKernel } from './kernel/kernel.js';
import type { GuestCellPlan, GuestCorpus, GuestPlan } from './plan.js';
import type { GuestCell, GuestResults } from './results.js';

/** Where a kernel comes from, and its release. */
type NamedKernelFile = Pick<OpenedKernel, 'path' | 'release'>;

/** Throws a `Failure` for figures that cannot be an answer to the plan, and for a kernel that cannot give any. */
export function checkResults(
  kernel: NamedKernelFile,
  plan: GuestPlan,
  results: GuestResults,
): void {
  const { release, zswap, debugfs, totalPages } = results.kernel;
  if (release !== kernel.release) {
    throw lie('kernel', `release ${kernel.release}, which its image has`, release);
  }
  if (!zswap) throw lacking(kernel, 'CONFIG_ZSWAP');
  if (!debugfs) throw lacking(kernel, 'CONFIG_DEBUG_FS');
  const [error] = results.errors;
  if (error !== undefined) {
    throw guestFailure({
      subject: `kernel ${release}`,
      expected: 'a guest that can start',
      found: `${error.step}: ${error.text}`,
      remedy: 'check the kernel config and modules for virtio_pci and virtio_blk',
    });
  }
  if (results.cells.length !== plan.cells.length) {
    throw lie('guest', `${plan.cells.length} cells`, `${results.cells.length}`);
  }
  for (const [index, cell] of results.cells.entries()) {
    const cellPlan = plan.cells[index];
    const corpus = plan.corpora[cellPlan.corpus];
    checkCell(`cell ${index + 1}`, { plan: cellPlan, corpus, totalPages }, cell);
  }
}

interface CellContext {
  readonly plan: GuestCellPlan;
  readonly corpus: GuestCorpus;
  /** RAM of the guest. */
  readonly totalPages: number;
}

function checkCell(
  subject: string,
  { plan, corpus, totalPages }: CellContext,
  cell: GuestCell,
): void {
  // One that failed tells as much as it came to.
  if (cell.errors.length > 0) return;
  const { folios, pages } = offered(plan, corpus);
  if (plan.scenario === 'faults') {
    checkSteps(subject, plan, cell);
    return;
  }
  if (plan.scenario === 'lengths') {
    if (cell.lengths.length === pages) return;
    throw lie(subject, `${pages} lengths`, `${cell.lengths.length}`);
  }
  const seen = cell.verdicts.reduce((sum, run) => sum + run.folios, 0);
  if (seen !== folios) throw lie(subject, `${folios} folios`, `${seen}`);
  for (const moment of ['start', 'end', 'settled', 'freed', 'after'] as const) {
    if (!cell.counters.get(moment)?.has('zswap')) {
      throw lie(subject, `counters of zswap at "${moment}"`, 'none');
    }
  }
  if (cell.times.length > 0 && cell.times.length !== folios) {
    throw lie(subject, `times of ${folios} folios`, `${cell.times.length}`);
  }
  if (cell.tally === null) throw lie(subject, 'a tally', 'none');
  const { comparedPages, mismatchedPages, outPages, peakPoolPages } = cell.tally;
  if (comparedPages !== pages) throw lie(subject, `${pages} pages compared`, `${comparedPages}`);
  const atMost: readonly [figure: string, found: number, most: number][] = [
    ['changed pages', mismatchedPages, pages],
    ['pages paged out', outPages, pages],
    ['pages of the pool at its peak', peakPoolPages, totalPages],
    ['as the first refused folio', cell.firstRefusal?.folio ?? 0, folios - 1],
    ['folios stored in a round', Math.max(0, ...cell.rounds), plan.tasks],
  ];
  for (const [figure, found, most] of atMost) {
    if (found > most) throw lie(subject, `at most ${most} ${figure}`, `${found}`);
  }
  if (plan.scenario === 'edge' && cell.rounds.length !== Math.ceil(folios / plan.tasks)) {
    throw lie(subject, `${Math.ceil(folios / plan.tasks)} rounds`, `${cell.rounds.length}`);
  }
}

function checkSteps(subject: string, plan: GuestCellPlan, { steps }: GuestCell): void {
  if (steps.length === 0) throw lie(subject, 'steps', 'none');
  for (const { nth, stored, cached, mapped } of steps) {
    const pages = stored + cached + mapped;
    if (pages === plan.folioPages) continue;
    throw lie(`${subject}, fail-nth ${nth}`, `${plan.folioPages} pages`, `${pages}`);
  }
}

/** Offer of a plan, by the rules of the model. */
function offered(plan: GuestCellPlan, { runs, pageCount }: GuestCorpus) {
  const { grouping, folioPages, offerPages } = plan;
  const zero = new Uint8Array(pageCount);
  const queue = new FolioQueue({ runs, zero }, { grouping, folioPages, offerPages });
  let folios = 0;
  let pages = 0;
  for (let folio = queue.next(); folio !== null; folio = queue.next()) {
    folios++;
    pages += folio.pageCount;
  }
  return { folios, pages };
}

function lacking({ path, release }: NamedKernelFile, option: string) {
  return guestFailure({
    subject: `${path} (${release})`,
    expected: 'a kernel with zswap and its counters in debugfs',
    found: `${option} is not set`,
    remedy: 'take a kernel that has it (on Debian not the cloud one)',
  });
}

function lie(subject: string, expected: string, found: string) {
  return untrustedGuest({
    subject,
    expected,
    found,
    remedy: 'run it again; if it stays, the kernel under test damages memory or its console',
  });
}
