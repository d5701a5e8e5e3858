import type { ResultDocument } from '../document.js';
import { compareLeaves } from './leaves.js';

/** What makes figures of two results hard to compare, a sentence each. */
export function warningsOf(old: ResultDocument, now: ResultDocument): string[] {
  return [...configWarnings(old, now), ...machineWarnings(old, now)];
}

/** Options that exact figures depend on; how long something was timed is none. */
function configWarnings(old: ResultDocument, now: ResultDocument): string[] {
  const options = ({ config: { timeSeconds: _, ...rest } }: ResultDocument) => rest;
  const { differences } = compareLeaves(options(old), options(now));
  if (differences.length === 0) return [];
  const shown = differences.map(
    (each) => `${each.field} ${show(each.old)}, then ${show(each.new)}`,
  );
  return [`different options: ${shown.join('; ')}`];
}

function machineWarnings(old: ResultDocument, now: ResultDocument): string[] {
  const [a, b] = [old.machine, now.machine];
  const warnings: string[] = [];
  if (a.fingerprint !== b.fingerprint) {
    const describe = ({ fingerprint, cores, cpu }: typeof a) =>
      `${fingerprint} (${cores} x ${cpu})`;
    warnings.push(
      `different machines: ${describe(a)}, then ${describe(b)}; of timed figures only ratios travel`,
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
  return value === undefined ? 'nothing' : String(value);
}
