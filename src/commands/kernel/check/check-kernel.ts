import type { WorkObserver } from '../../../common/work-observer.js';
import type { Corpus } from '../../../corpus/corpus.js';
import { bootGuest } from '../../../guest/boot-guest.js';
import { guestFailure } from '../../../guest/guest-failure.js';
import { optionsIn } from '../../../guest/kernel/config.js';
import type { OpenedKernel } from '../../../guest/kernel/kernel.js';
import {
  type GuestCellPlan,
  type GuestCorpus,
  type GuestFaults,
  type GuestPlan,
  UNLIMITED,
} from '../../../guest/plan.js';
import type { GuestCell, GuestKernel, GuestResults } from '../../../guest/results.js';
import { folioSizeName } from '../../../model/folio/folio.js';
import { type Case, type Setting, settingText } from './case.js';
import { KERNEL_CHECK_SCHEMA, type KernelCheckDocument, type ModelVerdict } from './document.js';
import {
  type CheckedSetting,
  driftsOf,
  findingsOf,
  judgeCases,
  reportSetting,
} from './findings.js';
import { compressiblePages, folioCorpus } from './folio-pages.js';
import { modelVerdict } from './model-verdict.js';

export interface KernelCheckPlan {
  readonly kernel: OpenedKernel;
  readonly settings: readonly Setting[];
  /** One case instead of sweeps over all settings. */
  readonly replay: Case | null;
  readonly pairs: number;
  readonly corpus: Corpus;
  readonly config: KernelCheckDocument['config'];
  /** Arguments that name kernel and corpus again. */
  readonly replayArguments: readonly string[];
}

const FAULT_OPTIONS = [
  'CONFIG_FAULT_INJECTION',
  'CONFIG_FAILSLAB',
  'CONFIG_FAIL_PAGE_ALLOC',
  'CONFIG_FAULT_INJECTION_DEBUG_FS',
];

/** More than any page-out allocates. */
const ALL = 100_000;

/** memory.zswap.max that a few pages exceed. */
const MEMCG_LIMIT_BYTES = 4096;

// Two CPUs: older entries come from a fault on one while the other stores.
const MACHINE = { memoryBytes: 512 << 20, cpus: 2, nodes: 1, timeLimitMs: 6 * 3_600_000 };

/** Boots the kernel once and has it carry out every sweep, or the one case. */
export async function checkKernel(
  plan: KernelCheckPlan,
  progress: WorkObserver,
): Promise<KernelCheckDocument> {
  const settings = plan.replay === null ? plan.settings : [plan.replay];
  progress.begin?.({ units: settings.length });
  const observer = {
    cellBegins: (index: number) =>
      progress.progress(settingText(settings[index]), { units: Math.min(1, index) }),
  };
  const most = Math.max(...settings.map(({ folioPages }) => folioPages));
  const pages = await compressiblePages(plan.corpus, most);
  const guestPlan = guestPlanOf(plan, settings, pages);
  const results = await bootGuest(plan.kernel, guestPlan, { ...MACHINE, observer });
  const verdicts: (ModelVerdict | null)[] = [];
  for (const setting of settings) {
    verdicts.push(await modelVerdict(plan.kernel.release, setting, pages));
  }
  return report(plan, settings, results, verdicts);
}

function guestPlanOf(
  plan: KernelCheckPlan,
  settings: readonly Setting[],
  pages: Uint8Array,
): GuestPlan {
  const corpora: GuestCorpus[] = [];
  const places = new Map<string, number>();
  const faults = faultsOf(plan);
  const cells = settings.map((setting): GuestCellPlan => {
    const { folioPages, conditions } = setting;
    const noisy = conditions.includes('incompressible');
    const key = `${folioPages} ${noisy}`;
    if (!places.has(key)) {
      places.set(key, corpora.length);
      corpora.push(folioCorpus(pages, folioPages, noisy));
    }
    return cellOf(setting, places.get(key) as number, faults);
  });
  return { corpora, cells };
}

function faultsOf({ replay, pairs }: KernelCheckPlan): Omit<GuestFaults, 'older'> {
  return replay === null
    ? { first: 0, last: ALL, second: null, pairs }
    : { first: replay.nth, last: replay.nth, second: replay.second, pairs: 0 };
}

function cellOf(
  { folioPages, compressor, conditions }: Setting,
  corpus: number,
  faults: Omit<GuestFaults, 'older'>,
): GuestCellPlan {
  const limited = conditions.includes('memcg-limit');
  return {
    ...UNLIMITED,
    ...{ compressor, corpus, folioPages, offerPages: folioPages },
    memcgMaxBytes: limited ? MEMCG_LIMIT_BYTES : null,
    writeback: !conditions.includes('writeback-off'),
    scenario: 'faults',
    faults: { ...faults, older: conditions.includes('older') },
  };
}

function report(
  { kernel, config, replay, replayArguments }: KernelCheckPlan,
  settings: readonly Setting[],
  results: GuestResults,
  verdicts: readonly (ModelVerdict | null)[],
): KernelCheckDocument {
  const checked = results.cells.map((cell, index): CheckedSetting => {
    refuseUnusable(kernel, settings[index], cell);
    return { setting: settings[index], cell, judged: judgeCases(settings[index], cell) };
  });
  const { release, version } = results.kernel;
  return {
    schema: KERNEL_CHECK_SCHEMA,
    kernel: { release, version },
    strategy: `kernel-${release}`,
    config,
    missingOptions: missingOptions(kernel, results.kernel),
    settings: checked.map((each, index) => reportSetting(each, verdicts[index])),
    drifts: checked.flatMap(driftsOf),
    findings: findingsOf(checked, { replayed: replay !== null, replayArguments }),
    warnings: [...results.warnings, ...results.cells.flatMap(({ warnings }) => warnings)],
  };
}

/** A cell that did not come to its first step: the kernel lacks what it needs. */
function refuseUnusable(
  { release }: OpenedKernel,
  setting: Setting,
  { steps, errors }: GuestCell,
): void {
  if (steps.length > 0 || errors.length === 0) return;
  throw guestFailure({
    subject: `kernel ${release}, ${settingText(setting)}`,
    expected: `folios of ${folioSizeName(setting.folioPages)} in a memcg, compressed with ${setting.compressor}`,
    found: `${errors[0].step}: ${errors[0].text}`,
    remedy: 'leave out with -f or -c what this kernel lacks',
  });
}

function missingOptions({ config }: OpenedKernel, { failNth }: GuestKernel): string[] {
  if (failNth) return [];
  const set = optionsIn(config ?? '');
  return FAULT_OPTIONS.filter((option) => !set.has(option));
}
