import { rerunCommand, type UserNames } from '../../cli/rerun-command.js';
import type { KtapTest } from '../../output/ktap.js';
import type { Cell, ResultDocument } from '../../result/document.js';
import { kernelReleases } from '../../result/kernel-strategy.js';
import { sweptBy } from '../../result/settings.js';
import { reasonsOf, reasonsOutsideCells, summaryOf } from './gate-reasons.js';
import type { CellVerdict, GateReport } from './gate-verdict.js';

/** Input of {@link gateTests} besides the verdicts. */
export interface GateTestContext {
  readonly current: ResultDocument;
  /** Whether an inconclusive cell fails. */
  readonly strict: boolean;
  readonly userNames: UserNames;
}

/** Tests of `gate`: one for the whole results, and one for each corpus, with a subtest for each cell. */
export function gateTests(report: GateReport, context: GateTestContext): KtapTest[] {
  const outside = reasonsOutsideCells(report).flatMap(({ name, reasons }) =>
    reasons.map((reason) => `${name}: ${reason}`),
  );
  const corpora = [...new Set(report.cells.map(corpusOf))];
  return [
    {
      name: 'options and corpora',
      outcome: outside.length > 0 ? 'fail' : 'pass',
      diagnostics: [...outside, ...report.warnings],
    },
    ...corpora.map((corpus, index) => ({
      name: corpus,
      ...(index === corpora.length - 1 ? { diagnostics: [summaryOf(report)] } : {}),
      subtests: report.cells
        .filter((cell) => corpusOf(cell) === corpus)
        .map((cell) => cellTest(cell, report, context)),
    })),
  ];
}

function corpusOf({ cell }: CellVerdict): string {
  return cell.split('/', 1)[0];
}

function cellTest(cell: CellVerdict, report: GateReport, context: GateTestContext): KtapTest {
  const { cell: name, verdict } = cell;
  const reasons = reasonsOf(cell, report.maxRegressionPercent);
  if (verdict === 'pass') return { name };
  if (verdict === 'waived' || (verdict === 'inconclusive' && !context.strict)) {
    return { name, outcome: 'skip', reason: reasons.join('; ') };
  }
  return { name, outcome: 'fail', diagnostics: [...reasons, ...replayOf(name, context)] };
}

/** The command that measures a cell again; none for a kernel's, whose image is not known. */
function replayOf(key: string, { current, userNames }: GateTestContext): string[] {
  const cell = current.cells.find((each) => each.key === key);
  if (cell === undefined || kernelReleases([cell.strategy]) !== null) return [];
  const { line, remarks } = rerunCommand(current.config, selectionOf(cell), userNames);
  return [`replay: ${line}`, ...remarks];
}

function selectionOf({ corpus, compressor, folioSize, strategy, parameters }: Cell) {
  return {
    corpora: [corpus],
    compressors: [compressor],
    folioSizes: [folioSize],
    strategies: [strategy],
    ...sweptBy((_, { parameter }) => [parameters[parameter]]),
  };
}
