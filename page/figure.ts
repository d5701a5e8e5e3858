import type { EChartsOption } from 'echarts';
import type { Selection } from '../src/cli/rerun-command.js';
import type { PageCell, PageData } from '../src/commands/report/page-data.js';
import type { Filter } from './filter.js';
import type { Look, Stroke } from './look.js';

/** Input of a figure. */
export interface View {
  readonly data: PageData;
  readonly filter: Filter;
  /** Cells that match the filter. */
  readonly cells: readonly PageCell[];
  readonly look: Look;
  /** Values of the figure's own controls, by name. */
  readonly chosen: ReadonlyMap<string, string>;
  /** Strategies whose lines are hidden. */
  readonly hidden: ReadonlySet<string>;
  /** Chooses a value of a control of the figure, and redraws. */
  choose(name: string, value: string): void;
  /** Selects other cells, and redraws. */
  select(facets: Partial<Filter>): void;
}

/** Selection control of one figure. */
export interface Control {
  readonly name: string;
  readonly values: readonly string[];
  readonly value: string;
}

export interface LegendEntry {
  readonly name: string;
  readonly stroke: Stroke;
  /** Shape of the mark; a line if absent. */
  readonly shape?: 'square' | 'dot' | 'ring';
  /** Absent if the entry cannot be hidden. */
  readonly shown?: boolean;
}

export interface Table {
  readonly columns: readonly (readonly [heading: string, kind: 'text' | 'number'])[];
  readonly rows: readonly (readonly string[])[];
}

/** Drawing of a figure for a view. */
export interface Drawing {
  /** Selected cells. */
  readonly caption: string;
  readonly chart?: { readonly option: EChartsOption; readonly heightPx: number };
  /** Drawn instead of a chart. */
  readonly body?: HTMLElement;
  readonly legend?: readonly LegendEntry[];
  readonly controls?: readonly Control[];
  /** Figures of the chart as a table; the figure itself if there is neither chart nor body. */
  readonly table?: Table;
  /** Part of the grid that is shown. */
  readonly part?: Selection;
}

/** One figure of the report. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** Explanation below the title. */
  readonly lead: string;
  /** Returns null if the selected cells have no such figures: the section vanishes. */
  draw(view: View): Drawing | null;
}
