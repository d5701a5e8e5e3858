import { readFile } from 'node:fs/promises';
import { counted } from '../../common/counted.js';
import { systemReason } from '../../common/environment.js';
import { type Failure, inputFailure } from '../../common/errors.js';

/** A line of a waiver file: cells that may fail until a date. */
export interface Waiver {
  readonly line: number;
  /** Key of cells; `*` is any text without a slash, `**` any text. */
  readonly pattern: string;
  /** Last day, as `2027-01-31` in UTC. */
  readonly until: string;
  readonly reason: string;
}

/** Reads a waiver file. Throws a `Failure` that names the first invalid line. */
export async function readWaivers(path: string): Promise<Waiver[]> {
  try {
    return parseWaivers(await readFile(path, 'utf8'), path);
  } catch (error) {
    const found = systemReason(error);
    if (found === null) throw error;
    throw inputFailure(
      { subject: path, expected: 'a readable waiver file', found, remedy: 'check the path' },
      error,
    );
  }
}

const LINE = /^(\S.*?)\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)$/;

/** Parses lines `PATTERN DATE REASON`; empty lines and those from `#` are comments. */
function parseWaivers(text: string, path: string): Waiver[] {
  return text.split('\n').flatMap((whole, index) => {
    const content = whole.trim();
    if (content === '' || content.startsWith('#')) return [];
    const [, pattern, until, reason] = LINE.exec(content) ?? [];
    if (pattern === undefined || !isDate(until)) throw invalidLine(path, index + 1, content);
    return [{ line: index + 1, pattern, until, reason }];
  });
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function invalidLine(path: string, line: number, found: string): Failure {
  return inputFailure({
    subject: `${path}:${line}`,
    expected: 'CELLS YYYY-MM-DD REASON',
    found: `'${found.slice(0, 80)}'`,
    remedy: 'write for example: redis/zstd/*/batch 2027-01-31 new zstd',
  });
}

/** Returns the current day for the dates of waivers, as `2027-01-31` in UTC. */
export function utcDay(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Finds the waiver of a cell that holds on a day. */
export function waiverOf(cell: string, waivers: readonly Waiver[], today: string): Waiver | null {
  return waivers.find((each) => today <= each.until && matches(each, cell)) ?? null;
}

function matches({ pattern }: Waiver, cell: string): boolean {
  const parts = pattern.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's').test(cell);
}

/** Lists waivers to remove: expired ones, and those without a cell that failed. */
export function staleWaivers(
  failed: readonly string[],
  waivers: readonly Waiver[],
  today: string,
): string[] {
  return waivers.flatMap((waiver) => {
    const { line, pattern, until } = waiver;
    const count = failed.filter((cell) => matches(waiver, cell)).length;
    if (count === 0) return [`waiver of ${pattern} (line ${line}) has no failed cell: remove it`];
    if (today <= until) return [];
    return [
      `waiver of ${pattern} (line ${line}) expired on ${until}: ${counted(count, 'cell')} failed`,
    ];
  });
}
