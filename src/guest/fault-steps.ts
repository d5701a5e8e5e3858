import type { Line } from './line.js';
import type { SecondFault } from './plan.js';
import type { FaultStep } from './results.js';

type Moved = 'during' | 'kept' | 'left';

const MOVED: Readonly<Record<string, Moved>> = {
  'step-store': 'during',
  'step-kept': 'kept',
  'step-left': 'left',
};

/** Collects the steps of a sweep of faults: a line each, followed by what moved. */
export class FaultSteps {
  readonly list: FaultStep[] = [];
  #moved: Readonly<Record<Moved, Map<string, number>>> | null = null;

  /** Takes a line; false for a type that it does not know. */
  take(type: string, line: Line): boolean {
    if (type === 'step') {
      this.#moved = { during: new Map(), kept: new Map(), left: new Map() };
      this.list.push({ ...stepIn(line), ...this.#moved });
      return true;
    }
    if (!Object.hasOwn(MOVED, type) || this.#moved === null) return false;
    for (const [name, value] of line.integers('values')) this.#moved[MOVED[type]].set(name, value);
    return true;
  }
}

function stepIn(line: Line): Omit<FaultStep, Moved> {
  return {
    nth: line.count('nth'),
    struck: line.count('struck') !== 0,
    second: secondIn(line),
    secondStruck: line.count('secondStruck') !== 0,
    older: line.count('older') !== 0,
    stored: line.count('stored'),
    cached: line.count('cached'),
    mapped: line.count('mapped'),
    mismatched: line.count('mismatched'),
  };
}

function secondIn(line: Line): SecondFault | null {
  if (line.has('secondPages')) return { unit: 'pages', amount: line.count('secondPages') };
  return line.has('secondBytes') ? { unit: 'bytes', amount: line.count('secondBytes') } : null;
}
