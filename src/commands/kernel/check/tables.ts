import { count, NO_FIGURE, signed, signedRange } from '../../../output/numbers.js';
import type { Report } from '../../../output/report.js';
import { shellWords } from '../../../output/shell.js';
import type { Table } from '../../../output/table.js';
import { verdictTone } from '../../../output/tone.js';
import type { KernelCheckDocument, KernelFindingReport, ModelVerdict } from './document.js';
import { kernelCheckTests } from './ktap.js';

/** `kernel check`. */
export function kernelCheckReport(document: KernelCheckDocument): Report {
  const { settings, drifts, findings, warnings } = document;
  return {
    document,
    records: settings,
    tests: kernelCheckTests(document),
    tables: [
      settingsTable(document),
      ...(drifts.length > 0 ? [driftTable(document)] : []),
      ...findings.map((finding) => findingTable(document.strategy, finding)),
      ...(warnings.length > 0 ? [warningsTable(warnings)] : []),
    ],
  };
}

function settingsTable({ strategy, settings }: KernelCheckDocument): Table {
  return {
    title: `Counters of ${strategy} compared with expected counters after every page-out`,
    columns: [
      ['folio', 'text'],
      ['compressor', 'text'],
      ['conditions', 'text'],
      ['faults', 'number', 'allocations of one page-out, each of which was made to fail'],
      ['pairs', 'number', 'pairs of faults that both struck'],
      ['cases', 'number', 'page-outs'],
      ['failed', 'number', 'page-outs after which zswap had not all of the folio'],
      ['older', 'number', 'page-outs of folios that had older entries at their slots'],
      ['verdict', 'text', 'exact: no counter ever differed; drift: some counter did', verdictTone],
      ['model', 'text', 'the same of the mainline strategy of the release; -: it has no such case'],
    ],
    rows: settings.map((each) => [
      each.folioSize,
      each.compressor,
      each.conditions.join(', '),
      ...[each.faults, each.pairs, each.cases, each.failed, each.older].map(count),
      each.verdict,
      modelText(each.model),
    ]),
  };
}

function modelText(model: ModelVerdict | null): string {
  if (model === null) return NO_FIGURE;
  const drifts = model.drifts.map(
    ({ counter, lowest, highest }) => `${counter} ${signedRange(lowest, highest)}`,
  );
  return [model.verdict, ...drifts].join(' ');
}

function driftTable({ strategy, drifts }: KernelCheckDocument): Table {
  return {
    title: 'Counter drift by cause',
    columns: [
      ['strategy', 'text'],
      ['case', 'text'],
      ['counter', 'text'],
      ['cause', 'text'],
      ['drift', 'text', 'counter minus expected counter, lowest to highest'],
      ['cases', 'number', 'page-outs in which it differed'],
    ],
    rows: drifts.map(({ setting, counter, cause, lowest, highest, cases }) => [
      strategy,
      setting,
      counter,
      cause,
      signedRange(lowest, highest),
      count(cases),
    ]),
  };
}

function findingTable(strategy: string, finding: KernelFindingReport): Table {
  const { setting, cause, violations, moved, stored, cached, mapped, replay } = finding;
  const off = violations.map((each) => `${each.subject} ${signed(each.off)}`).join(', ');
  const verdict = off === '' ? 'no drift' : `${off} in the smallest case found`;
  return {
    title: `${strategy}: ${verdict}: ${setting}, ${cause}`,
    subtitle: `pages of the folio: ${stored} in zswap, ${cached} left in the swap cache, ${mapped} left mapped`,
    columns: [
      ['counter', 'text'],
      ['page-out', 'number', 'change during the page-out'],
      ['then', 'number', 'change since before the folio was stored for the first time'],
      ['freed', 'number', 'likewise, once it was read back and freed'],
    ],
    rows: moved.map(({ counter, during, kept, left }) => [
      counter,
      ...[during, kept, left].map((value) => (value === 0 ? '' : signed(value))),
    ]),
    replay: `zswap-bench ${shellWords(replay)}`,
  };
}

function warningsTable(warnings: readonly string[]): Table {
  return {
    title: 'Warnings of the kernel',
    columns: [['line', 'text']],
    rows: warnings.slice(0, 20).map((line) => [line]),
  };
}
