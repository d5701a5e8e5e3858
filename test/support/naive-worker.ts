import { type Aged, shrinkNaively } from './naive-shrink.js';

const PATIENCE = 16;

/**
 * The shrink worker over memcgs whose pages take a page of the pool each, so that the pool is as large as all lists
 * together. It walks one endless row: the parent, which has no pages, each memcg, the end of the pass.
 */
export class NaiveWorker {
  lists: (readonly Aged[])[];
  #row: readonly (number | 'parent' | 'end')[];

  constructor(memcgs: number) {
    this.lists = Array(memcgs).fill([]);
    this.#row = ['parent', ...this.lists.keys(), 'end'];
  }

  get pages(): number {
    return this.lists.flat().length;
  }

  /** One run; returns how often a memcg was visited. */
  run(threshold: number, scan: number): number {
    /** Results of this run's visits, and the ends of passes. */
    const course: ('written' | 'again' | 'nothing' | 'end')[] = [];
    do {
      const [stop, ...others] = this.#row;
      this.#row = [...others, stop];
      if (typeof stop === 'string') {
        course.push(stop === 'end' ? 'end' : 'nothing');
        continue;
      }
      const { result, left } = shrinkNaively(this.lists[stop], scan);
      this.lists[stop] = left;
      course.push(result);
    } while (this.pages > threshold && failures(course) < PATIENCE);
    return course.filter((stop) => stop !== 'end').length;
  }
}

/** Visits that wrote nothing though there was something, and passes on which no memcg had anything. */
function failures(course: readonly string[]): number {
  const passes: string[][] = [[]];
  for (const stop of course) {
    if (stop === 'end') passes.push([]);
    else passes.at(-1)?.push(stop);
  }
  const fruitless = passes.slice(0, -1).filter((pass) => pass.every((stop) => stop === 'nothing'));
  return course.filter((stop) => stop === 'again').length + fruitless.length;
}
