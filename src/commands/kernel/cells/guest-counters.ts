import type { GuestCell, Moment } from '../../../guest/results.js';

/** Counters of a cell by moment, group and name. */
export class GuestCounters {
  readonly #cell: GuestCell;

  constructor(cell: GuestCell) {
    this.#cell = cell;
  }

  /** Undefined where the kernel has no such counter. */
  at(moment: Moment, group: string, name: string): number | undefined {
    return this.#cell.counters.get(moment)?.get(group)?.get(name);
  }

  /** Growth of an event counter over the cell, until the shrink worker stood still. */
  events(group: string, name: string): number | undefined {
    const settled = this.at('settled', group, name);
    return settled === undefined ? undefined : settled - (this.at('start', group, name) ?? 0);
  }

  /** Groups of a moment. */
  groups(moment: Moment): string[] {
    return [...(this.#cell.counters.get(moment)?.keys() ?? [])];
  }
}
