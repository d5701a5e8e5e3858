import { formatJson } from '../../output/json.js';
import type { Cell, Estimate, ResultDocument } from '../../result/document.js';
import { estimate } from '../../statistics/estimate.js';

/** Entry of github-action-benchmark's `customBiggerIsBetter`. */
interface Entry {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly range?: string;
  readonly extra?: string;
}

/** Formats the figures of a result that improve upwards, for github-action-benchmark. */
export function formatBenchmarkAction({ cells, machine }: ResultDocument): string {
  const extra = `${machine.cores} x ${machine.cpu}, Node ${machine.node}`;
  return formatJson(cells.flatMap((cell) => entriesOf(cell, extra)));
}

function entriesOf({ key, exact, timed }: Cell, extra: string): Entry[] {
  const entries: Entry[] = [{ name: `${key}: stored`, unit: 'pages', value: exact.pages.stored }];
  if (exact.pool.ratio !== null) {
    entries.push({ name: `${key}: compression ratio`, unit: 'ratio', value: exact.pool.ratio });
  }
  if (timed !== undefined && timed.relativeSamples.length > 0) {
    const figure = estimate(timed.relativeSamples);
    entries.push(timedEntry(`${key}: relative to compressor`, 'ratio', figure, extra));
  }
  if (timed?.pagesPerSecond) {
    entries.push(timedEntry(`${key}: throughput`, 'pages/s', timed.pagesPerSecond, extra));
  }
  return entries;
}

function timedEntry(name: string, unit: string, figure: Estimate, extra: string): Entry {
  const { median, low, high } = figure;
  return { name, unit, value: median, range: `${low} .. ${high}`, extra };
}
