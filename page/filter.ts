import type { PageCell, PageData } from '../src/commands/report/page-data.js';
import type { Selection } from '../src/commands/report/rerun-command.js';
import { sweepRows, sweptBy } from '../src/result/settings.js';

/** What the page can be filtered by, and how each is called. */
export const FACETS = {
  corpus: 'Corpus',
  compressor: 'Compressor',
  folioSize: 'Folio size',
  ...sweptBy((_, { label }) => label),
} as const;

export type Facet = keyof typeof FACETS;

/** The value of each facet that is shown, as text. */
export type Filter = Readonly<Record<Facet, string>>;

/** Values of a facet in the order of the result. */
export function valuesOf(data: PageData, facet: Facet | 'strategy'): string[] {
  return [...new Set(data.cells.map((cell) => String(cell[facet])))];
}

/** What is shown at first: the first of everything, and 64K folios where there are some. */
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

/** The cells that a filter lets through, whatever their value of the facets in `all`. */
export function filtered(data: PageData, filter: Filter, all: readonly Facet[] = []): PageCell[] {
  const facets = (Object.keys(FACETS) as Facet[]).filter((facet) => !all.includes(facet));
  return data.cells.filter((cell) =>
    facets.every((facet) => String(cell[facet]) === filter[facet]),
  );
}

/** The part of the grid that cells make up. */
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

/** What a filter shows, in words. */
export function described(data: PageData, filter: Filter, all: readonly Facet[] = []): string {
  const words = [
    filter.corpus,
    filter.compressor,
    `${filter.folioSize} folios`,
    tasksWords(filter),
  ];
  const sweeps = sweepRows()
    .map(([name]) => name)
    .filter((facet) => facet !== 'tasks' && valuesOf(data, facet).length > 1)
    .map((facet) => `${FACETS[facet]} ${filter[facet]}`);
  const left = words.filter((_, i) => !all.includes(WORD_FACETS[i] as Facet));
  return [...left, ...sweeps].join(' · ');
}

const WORD_FACETS: readonly Facet[] = ['corpus', 'compressor', 'folioSize', 'tasks'];

function tasksWords({ tasks }: Filter): string {
  return tasks === '1' ? '1 store in flight' : `${tasks} stores in flight`;
}
