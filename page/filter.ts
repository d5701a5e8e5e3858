import type { Selection } from '../src/cli/rerun-command.js';
import type { PageCell, PageData } from '../src/commands/report/page-data.js';
import { sweepRows, sweptBy } from '../src/result/settings.js';

/** Facets of the filter and their labels. */
export const FACETS = {
  corpus: 'Corpus',
  compressor: 'Compressor',
  folioSize: 'Folio size',
  ...sweptBy((_, { label }) => label),
} as const;

export type Facet = keyof typeof FACETS;

/** Selected value of each facet, as text. */
export type Filter = Readonly<Record<Facet, string>>;

/** Returns the values of a facet in the order of the result. */
export function valuesOf(data: PageData, facet: Facet | 'strategy'): string[] {
  return [...new Set(data.cells.map((cell) => String(cell[facet])))];
}

/** Returns the initial filter: the first value of each facet, except that 64K folios are preferred. */
export function firstFilter(data: PageData): Filter {
  const first = (facet: Facet) => valuesOf(data, facet)[0] ?? '';
  const sizes = valuesOf(data, 'folioSize');
  return {
    corpus: first('corpus'),
    compressor: first('compressor'),
    folioSize: sizes.includes('64K') ? '64K' : (sizes[0] ?? ''),
    ...sweptBy(first),
  };
}

/** Returns the cells that match a filter, ignoring the facets in `all`. */
export function filtered(data: PageData, filter: Filter, all: readonly Facet[] = []): PageCell[] {
  const facets = (Object.keys(FACETS) as Facet[]).filter((facet) => !all.includes(facet));
  return data.cells.filter((cell) =>
    facets.every((facet) => String(cell[facet]) === filter[facet]),
  );
}

/** Returns the part of the grid that cells belong to. */
export function partOf(cells: readonly PageCell[]): Selection {
  const distinct = <T>(value: (cell: PageCell) => T): T[] => [...new Set(cells.map(value))];
  return {
    corpora: distinct(({ corpus }) => corpus),
    compressors: distinct(({ compressor }) => compressor),
    folioSizes: distinct(({ folioSize }) => folioSize),
    strategies: distinct(({ strategy }) => strategy),
    ...sweptBy((name) => distinct((cell) => cell[name])),
  };
}

/** Describes the selection of a filter, without the facets in `all`. */
export function described(data: PageData, filter: Filter, all: readonly Facet[] = []): string {
  const parts = [filter.corpus, filter.compressor, `${filter.folioSize} folios`, tasksText(filter)];
  const sweeps = sweepRows()
    .map(([name]) => name)
    .filter((facet) => facet !== 'tasks' && valuesOf(data, facet).length > 1)
    .map((facet) => `${FACETS[facet]} ${filter[facet]}`);
  const shown = parts.filter((_, i) => !all.includes(DESCRIBED_FACETS[i] as Facet));
  return [...shown, ...sweeps].join(' · ');
}

const DESCRIBED_FACETS: readonly Facet[] = ['corpus', 'compressor', 'folioSize', 'tasks'];

function tasksText({ tasks }: Filter): string {
  return tasks === '1' ? '1 store in flight' : `${tasks} stores in flight`;
}
