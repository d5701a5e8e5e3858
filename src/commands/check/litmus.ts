import { namesOf } from '../../cli/run-plan.js';
import { note, type Terminal } from '../../cli/terminal.js';
import { EXIT } from '../../common/errors.js';
import { presetOf } from '../../model/zswap/kernel-releases.js';
import { SETTINGS } from '../../result/option-table.js';
import { resolveStrategy } from '../../strategy/resolve.js';
import { STRATEGIES } from '../../strategy/strategies.js';
import { strategyOfKernel } from '../../strategy/strategy-of-kernel.js';
import { readLitmusCases, SHIPPED_LITMUS } from '../../verify/litmus/litmus-files.js';
import { type LitmusSubject, litmusRows } from '../../verify/litmus/litmus-rows.js';
import {
  LITMUS_REPORT_SCHEMA,
  type LitmusCaseReport,
  type LitmusReport,
} from './litmus-document.js';

/** Parsed options of `check --litmus`. */
export interface LitmusOptions {
  /** File or folder; true: the shipped cases. */
  readonly litmus: string | true;
  readonly strategies?: readonly string[];
  readonly kernel?: string;
}

/** Runs litmus cases with the strategies that they name, or with the given ones. */
export async function runLitmusCases(
  options: LitmusOptions,
  terminal: Terminal,
): Promise<LitmusReport> {
  const subjects = await subjectsOf(options, terminal);
  const read = await readLitmusCases(options.litmus === true ? SHIPPED_LITMUS : options.litmus);
  const cases: LitmusCaseReport[] = [];
  for (const each of read) {
    const { name, summary, sources, skip } = each;
    cases.push({ name, summary, sources, skip, rows: await litmusRows(each, subjects) });
  }
  return { schema: LITMUS_REPORT_SCHEMA, cases };
}

/** Returns the strategies of the options; null for those of each file. */
async function subjectsOf(
  { strategies, kernel }: LitmusOptions,
  terminal: Terminal,
): Promise<LitmusSubject[] | null> {
  if (strategies === undefined && kernel === undefined) return null;
  const preset = presetOf(kernel ?? SETTINGS.kernel.standard, (text) => note(terminal, text));
  const asked = namesOf(strategies ?? [strategyOfKernel(preset)], STRATEGIES);
  const resolved = await Promise.all(asked.map(resolveStrategy));
  return resolved.map((each) => ({ ...each, kernel: each.strategy.kernel ?? preset }));
}

/** Returns 3 if a case fails that has to pass, 1 if another outcome or figure differs from the file. */
export function litmusExitCode({ cases }: LitmusReport): number {
  const wrong = cases.flatMap(({ rows }) => rows.filter(({ asExpected }) => !asExpected));
  if (wrong.length === 0) return EXIT.done;
  const failed = wrong.some(({ outcome, expected }) => outcome === 'fails' && expected !== 'fails');
  return failed ? EXIT.correctness : EXIT.regression;
}
