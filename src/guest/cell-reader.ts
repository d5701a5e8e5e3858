import { FaultSteps } from './fault-steps.js';
import type { Line } from './line.js';
import type {
  FirstRefusal,
  FolioTime,
  GuestCell,
  GuestCounterValues,
  GuestError,
  GuestTotals,
  GuestVerdict,
  Moment,
  SlabGrowth,
  VerdictRun,
} from './results.js';

const MOMENTS: readonly Moment[] = ['start', 'end', 'settled', 'freed', 'after'];

const VERDICTS: Readonly<Record<string, GuestVerdict>> = {
  s: 'stored',
  r: 'refused',
  m: 'mixed',
  p: 'present',
  '-': 'waiting',
};

/** Collects the lines of one cell. */
export class CellReader {
  readonly #counters = new Map<Moment, Map<string, Map<string, number>>>();
  readonly #verdicts: VerdictRun[] = [];
  readonly #memcgPeakBytes = new Map<string, number>();
  readonly #rounds: number[] = [];
  readonly #steps = new FaultSteps();
  #leak: SlabGrowth | null = null;
  readonly #lengths: (number | null)[] = [];
  readonly #times: FolioTime[] = [];
  readonly errors: GuestError[] = [];
  readonly warnings: string[] = [];
  #tally: GuestTotals | null = null;
  #firstRefusal: FirstRefusal | null = null;

  /** Takes a line between the cell's first and last; false for a type that it does not know. */
  take(type: string, line: Line): boolean {
    switch (type) {
      case 'counters':
        this.#takeCounters(line);
        return true;
      case 'folios':
        this.#takeVerdicts(line);
        return true;
      case 'tally':
        this.#tally = tallyIn(line);
        return true;
      case 'first-refusal':
        this.#firstRefusal = {
          folio: line.count('folio'),
          storedPages: line.integer('storedPages'),
          poolPages: line.count('poolPages'),
        };
        return true;
      case 'memcg-peak':
        this.#memcgPeakBytes.set(line.text('memcg'), line.integer('bytes'));
        return true;
      case 'rounds':
        for (const [count] of line.text('stored').matchAll(/\d+/g))
          this.#rounds.push(Number(count));
        return true;
      case 'leak':
        this.#leak = { pageOuts: line.count('pageOuts'), slabPages: line.integer('slabPages') };
        return true;
      case 'lengths':
        for (const [item] of line.text('bytes').matchAll(/\d+|r/g)) {
          this.#lengths.push(item === 'r' ? null : Number(item));
        }
        return true;
      case 'times':
        for (const [, out, back] of line.text('ns').matchAll(/(\d+):(\d+)/g)) {
          this.#times.push({ outNs: Number(out), inNs: Number(back) });
        }
        return true;
      case 'error':
        this.errors.push(errorIn(line));
        return true;
      default:
        return this.#steps.take(type, line);
    }
  }

  /** The cell, once its last line is there. */
  end(milliseconds: number): GuestCell {
    return {
      counters: this.#counters as ReadonlyMap<Moment, ReadonlyMap<string, GuestCounterValues>>,
      verdicts: this.#verdicts,
      tally: this.#tally,
      firstRefusal: this.#firstRefusal,
      memcgPeakBytes: this.#memcgPeakBytes,
      rounds: this.#rounds,
      steps: this.#steps.list,
      leak: this.#leak,
      lengths: this.#lengths,
      times: this.#times,
      errors: this.errors,
      warnings: this.warnings,
      milliseconds,
    };
  }

  /** A group may take several lines. */
  #takeCounters(line: Line): void {
    const moment = line.oneOf('at', MOMENTS);
    const groups = this.#counters.get(moment) ?? new Map<string, Map<string, number>>();
    this.#counters.set(moment, groups);
    const name = line.text('group');
    const group = groups.get(name) ?? new Map<string, number>();
    groups.set(name, group);
    for (const [counter, value] of line.integers('values')) group.set(counter, value);
  }

  #takeVerdicts(line: Line): void {
    const text = line.text('runs');
    if (!/^(\d+[srmp-])+$/.test(text)) throw line.wrong('runs like 392s370r');
    for (const [, folios, letter] of text.matchAll(/(\d+)([srmp-])/g)) {
      this.#verdicts.push({ verdict: VERDICTS[letter], folios: Number(folios) });
    }
  }
}

/** An error line, within a cell or outside. */
export function errorIn(line: Line): GuestError {
  return { step: line.text('step'), errno: line.count('errno'), text: line.text('text') };
}

function tallyIn(line: Line): GuestTotals {
  return {
    peakPoolPages: line.count('peakPoolPages'),
    comparedPages: line.count('comparedPages'),
    mismatchedPages: line.count('mismatchedPages'),
    ...(line.has('firstMismatch') ? { firstMismatch: line.count('firstMismatch') } : {}),
    outNs: line.count('outNs'),
    outPages: line.count('outPages'),
    inNs: line.count('inNs'),
    inPages: line.count('inPages'),
  };
}
