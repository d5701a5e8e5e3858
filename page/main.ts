import type { PageData } from '../src/commands/report/page-data.js';
import { element } from './element.js';
import { type Actions, FigureSection } from './figure-section.js';
import { occupancyFigure } from './figures/occupancy-figure.js';
import { overshootFigure } from './figures/overshoot-figure.js';
import { paretoFigure } from './figures/pareto-figure.js';
import { rejectsFigure } from './figures/rejects-figure.js';
import { rollbackFigure } from './figures/rollback-figure.js';
import { throughputFigure } from './figures/throughput-figure.js';
import { FACETS, type Facet, type Filter, filtered, firstFilter, valuesOf } from './filter.js';
import { currentLook } from './look.js';
import { themeSwitch } from './theme-switch.js';

const FIGURES = [
  occupancyFigure,
  rejectsFigure,
  overshootFigure,
  throughputFigure,
  paretoFigure,
  rollbackFigure,
];
/** Facets that the filter always has; the others only with several values. */
const FIXED_FACETS: readonly Facet[] = ['corpus', 'compressor', 'folioSize'];
/** Maximum number of strategies with lines when the page opens. */
const MAX_INITIAL_LINES = 7;

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
let filter = firstFilter(data);
const hidden = new Set(valuesOf(data, 'strategy').slice(MAX_INITIAL_LINES));
const actions: Actions = { redraw, toggle };
const sections = FIGURES.map((figure) => new FigureSection(figure, actions));

function toggle(strategy: string): void {
  if (!hidden.delete(strategy)) hidden.add(strategy);
  redraw();
}

function redraw(): void {
  const view = { data, filter, cells: filtered(data, filter), look: currentLook(), hidden };
  for (const section of sections) section.draw(view);
}

function filterBar(): HTMLElement {
  const facets = (Object.keys(FACETS) as Facet[]).filter(
    (facet) => FIXED_FACETS.includes(facet) || valuesOf(data, facet).length > 1,
  );
  return element('form', { id: 'filter', 'aria-label': 'Filter' }, ...facets.map(facetSelect));
}

function facetSelect(facet: Facet): HTMLElement {
  const options = valuesOf(data, facet).map(
    (value) => new Option(value, value, false, value === filter[facet]),
  );
  const select = element('select', { name: facet }, ...options);
  select.addEventListener('change', () => {
    filter = { ...filter, [facet]: select.value } satisfies Filter;
    redraw();
  });
  return element('label', {}, element('span', {}, FACETS[facet]), select);
}

function start(): void {
  const page = document.getElementById('page');
  page?.append(filterBar(), ...sections.map(({ root }) => root));
  document.getElementById('theme')?.append(themeSwitch(redraw));
  let width = document.documentElement.clientWidth;
  addEventListener('resize', () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    redraw();
  });
}

start();
