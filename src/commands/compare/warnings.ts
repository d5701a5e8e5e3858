import type { ResultDocument } from '../../result/document.js';
import { impossibleRatios } from '../../result/impossible-ratios.js';
import { AXES } from '../../result/option-table.js';
import { sweepRows } from '../../result/settings.js';
import { compareLeaves } from './leaves.js';

/** Lists differences that limit a comparison of two results, one sentence each. */
export function warningsOf(old: ResultDocument, now: ResultDocument): string[] {
  return [
    ...hashWarnings(old, now),
    ...optionWarnings(old, now),
    ...timingWarnings(old, now),
    ...ratioWarnings(old, now),
    ...machineWarnings(old, now),
  ];
}

function hashWarnings(...results: [ResultDocument, ResultDocument]): string[] {
  const [old, now] = results.map(({ corpusHash }) => corpusHash === undefined);
  if (old === now) return [];
  return [
    `sha256 of corpora is not compared: that of the ${old ? 'old' : 'new'} result leaves out zero pages, the other covers all`,
  ];
}

/** Compares options that all cells share; the others are part of keys. */
export function optionWarnings(old: ResultDocument, now: ResultDocument): string[] {
  const { differences } = compareLeaves(sharedOptions(old), sharedOptions(now));
  if (differences.length === 0) return [];
  const shown = differences.map(
    (each) => `${each.field} ${show(each.old)}, then ${show(each.new)}`,
  );
  return [`different options: ${shown.join('; ')}`];
}

function sharedOptions({ config }: ResultDocument): object {
  const swept = sweepRows().map(([name]) => name);
  const other: readonly string[] = [...Object.keys(AXES), ...swept, 'timeSeconds'];
  return Object.fromEntries(Object.entries(config).filter(([name]) => !other.includes(name)));
}

function timingWarnings(...results: [ResultDocument, ResultDocument]): string[] {
  const [old, now] = results.map(({ cells }) => cells.some(({ timed }) => timed !== undefined));
  if (old !== now) return [`timed figures are only in the ${old ? 'old' : 'new'} result`];
  const [before, after] = results.map(relativeByCell);
  return [...onlyIn('old', before, after), ...onlyIn('new', after, before)];
}

/** Maps every timed cell to whether it has samples of relativeToCompressor. */
function relativeByCell({ cells }: ResultDocument): Map<string, boolean> {
  const timed = cells.flatMap(({ key, timed: part }) => (part ? [[key, part] as const] : []));
  return new Map(timed.map(([key, { relativeSamples }]) => [key, relativeSamples.length > 0]));
}

function onlyIn(
  side: string,
  here: ReadonlyMap<string, boolean>,
  there: ReadonlyMap<string, boolean>,
): string[] {
  const cells = [...here].filter(([key, has]) => has && there.get(key) === false);
  if (cells.length === 0) return [];
  const which = cells.length === 1 ? cells[0][0] : `${cells.length} cells`;
  return [`relativeToCompressor of ${which} is only in the ${side} result`];
}

function ratioWarnings(old: ResultDocument, now: ResultDocument): string[] {
  const of = ({ cells }: ResultDocument, side: string) => {
    const impossible = impossibleRatios(cells);
    return impossible === null ? [] : [`in the ${side} result, ${impossible}`];
  };
  return [...of(old, 'old'), ...of(now, 'new')];
}

function machineWarnings(old: ResultDocument, now: ResultDocument): string[] {
  const [a, b] = [old.machine, now.machine];
  const warnings: string[] = [];
  if (a.fingerprint !== b.fingerprint) {
    const describe = ({ fingerprint, cores, cpu }: typeof a) =>
      `${fingerprint} (${cores} x ${cpu})`;
    warnings.push(
      `different machines: ${describe(a)}, then ${describe(b)}; compare only ratios of timed figures`,
    );
  }
  if (a.node !== b.node) {
    warnings.push(
      `different versions of Node: ${a.node}, then ${b.node}; timed figures depend on it`,
    );
  }
  const deflates = [...old.cells, ...now.cells].some((cell) =>
    cell.compressor.startsWith('deflate'),
  );
  if (deflates && (a.zlib !== b.zlib || a.arch !== b.arch)) {
    const describe = ({ zlib, arch }: typeof a) => `${zlib} on ${arch}`;
    warnings.push(
      `different zlib: ${describe(a)}, then ${describe(b)}; exact figures of deflate depend on it`,
    );
  }
  return warnings;
}

function show(value: unknown): string {
  return value === undefined ? 'unset' : String(value);
}
