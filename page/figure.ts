import type { EChartsOption } from 'echarts';
import type { PageCell, PageData } from '../src/commands/report/page-data.js';
import type { Selection } from '../src/commands/report/rerun-command.js';
import type { Filter } from './filter.js';
import type { Look, Stroke } from './look.js';

/** What a figure is drawn from. */
export interface View {
  readonly data: PageData;
  readonly filter: Filter;
  /** The cells that the filter lets through. */
  readonly cells: readonly PageCell[];
  readonly look: Look;
  /** What the figure's own controls stand at, by name. */
  readonly chosen: ReadonlyMap<string, string>;
  /** Strategies whose lines are switched off. */
  readonly hidden: ReadonlySet<string>;
}

/** A choice that belongs to one figure. */
export interface Control {
  readonly name: string;
  readonly values: readonly string[];
  readonly value: string;
}

export interface LegendEntry {
  readonly name: string;
  readonly stroke: Stroke;
  /** A mark of its shape instead of a line. */
  readonly shape?: 'square' | 'dot' | 'ring';
  /** Absent where it cannot be switched. */
  readonly shown?: boolean;
}

export interface Table {
  readonly columns: readonly (readonly [heading: string, kind: 'text' | 'number'])[];
  readonly rows: readonly (readonly string[])[];
}

/** What a figure shows of a view. */
export interface Drawing {
  /** What is shown, or why nothing is. */
  readonly caption: string;
  readonly chart?: { readonly option: EChartsOption; readonly heightPx: number };
  readonly legend?: readonly LegendEntry[];
  readonly controls?: readonly Control[];
  /** The chart's numbers; without a chart, the figure itself. */
  readonly table?: Table;
  /** The part of the grid that it is drawn from. */
  readonly part?: Selection;
}

/** One figure of the report. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  /** How to read it. */
  readonly lead: string;
  draw(view: View): Drawing;
}
