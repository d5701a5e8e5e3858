import type { PageData } from '../src/commands/report/page-data.js';
import { readAddress, writeAddress } from './address.js';
import { FACETS, type Facet, type Filter, firstFilter, valuesOf } from './filter.js';

/** Maximum number of strategies with lines when the page opens. */
const MAX_INITIAL_LINES = 7;
const HIDDEN = 'hidden';

/** Selections of the reader: filter, hidden lines, controls of figures. All of it is in the address. */
export class PageState {
  readonly #data: PageData;
  readonly #first: Filter;
  filter: Filter;
  #hidden = new Set<string>();
  /** Values of controls, by `figure.control`. */
  #chosen = new Map<string, string>();

  constructor(data: PageData) {
    this.#data = data;
    this.#first = firstFilter(data);
    this.filter = this.#first;
    this.read();
  }

  get hidden(): ReadonlySet<string> {
    return this.#hidden;
  }

  /** Values of the controls of a figure, by name. */
  chosenOf(figure: string): ReadonlyMap<string, string> {
    const prefix = `${figure}.`;
    return new Map(
      [...this.#chosen]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    );
  }

  select(facets: Partial<Filter>): void {
    this.filter = { ...this.filter, ...facets };
    this.#write();
  }

  choose(figure: string, name: string, value: string): void {
    this.#chosen.set(`${figure}.${name}`, value);
    this.#write();
  }

  toggle(strategy: string): void {
    if (!this.#hidden.delete(strategy)) this.#hidden.add(strategy);
    this.#write();
  }

  /** Takes the state of the address. A value that the result lacks is ignored. */
  read(): void {
    const state = readAddress();
    const known = (facet: Facet) => {
      const value = state.get(facet);
      return value !== undefined && valuesOf(this.#data, facet).includes(value)
        ? { [facet]: value }
        : {};
    };
    this.filter = Object.assign({}, this.#first, ...(Object.keys(FACETS) as Facet[]).map(known));
    const hidden = state.get(HIDDEN)?.split(',');
    this.#hidden = new Set(hidden ?? initiallyHidden(this.#data));
    this.#chosen = new Map([...state].filter(([name]) => name.includes('.')));
  }

  #write(): void {
    const state = new Map<string, string>();
    for (const facet of Object.keys(FACETS) as Facet[]) {
      if (this.filter[facet] !== this.#first[facet]) state.set(facet, this.filter[facet]);
    }
    const hidden = [...this.#hidden].join(',');
    if (hidden !== initiallyHidden(this.#data).join(',')) state.set(HIDDEN, hidden);
    for (const [name, value] of this.#chosen) if (value !== '') state.set(name, value);
    writeAddress(state);
  }
}

/** Returns the strategies without lines when the page opens. Kernels' presets are the last ones. */
function initiallyHidden(data: PageData): string[] {
  return valuesOf(data, 'strategy').slice(MAX_INITIAL_LINES);
}
