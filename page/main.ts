import type { PageData } from '../src/commands/report/page-data.js';
import { copyButton } from './copy-button.js';
import { element } from './element.js';
import { FigureSection } from './figure-section.js';
import { failingFigure } from './figures/failing-figure.js';
import { latencyFigure } from './figures/latency-figure.js';
import { matrixFigure } from './figures/matrix-figure.js';
import { memcgFigure } from './figures/memcg-figure.js';
import { occupancyFigure } from './figures/occupancy-figure.js';
import { oracleFigure } from './figures/oracle-figure.js';
import { overshootFigure } from './figures/overshoot-figure.js';
import { paretoFigure } from './figures/pareto-figure.js';
import { rejectsFigure } from './figures/rejects-figure.js';
import { rollbackFigure } from './figures/rollback-figure.js';
import { roundsFigure } from './figures/rounds-figure.js';
import { throughputFigure } from './figures/throughput-figure.js';
import { FACETS, type Facet, filtered, valuesOf } from './filter.js';
import { currentLook } from './look.js';
import { PageState } from './page-state.js';
import { themeSwitch } from './theme-switch.js';

const FIGURES = [
  matrixFigure,
  memcgFigure,
  occupancyFigure,
  roundsFigure,
  rejectsFigure,
  failingFigure,
  oracleFigure,
  overshootFigure,
  throughputFigure,
  latencyFigure,
  paretoFigure,
  rollbackFigure,
];
/** Facets that the filter always has; the others only with several values. */
const FIXED_FACETS: readonly Facet[] = ['corpus', 'compressor', 'folioSize'];

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
const state = new PageState(data);
const sections = FIGURES.map((figure) => new FigureSection(figure, state, redraw));
const none = element('p', { class: 'note', id: 'none' }, 'No cell has this combination.');
const selects = new Map<Facet, HTMLSelectElement>();

function redraw(): void {
  const cells = filtered(data, state.filter);
  const look = currentLook();
  for (const [facet, select] of selects) select.value = state.filter[facet];
  none.hidden = cells.length > 0;
  for (const section of sections) section.draw({ data, cells, look });
}

function filterBar(): HTMLElement {
  const facets = (Object.keys(FACETS) as Facet[]).filter(
    (facet) => FIXED_FACETS.includes(facet) || valuesOf(data, facet).length > 1,
  );
  return element('form', { id: 'filter', 'aria-label': 'Filter' }, ...facets.map(facetSelect));
}

function facetSelect(facet: Facet): HTMLElement {
  const select = element(
    'select',
    { name: facet },
    ...valuesOf(data, facet).map((value) => new Option(value, value)),
  );
  selects.set(facet, select);
  select.addEventListener('change', () => {
    state.select({ [facet]: select.value });
    redraw();
  });
  return element('label', {}, element('span', {}, FACETS[facet]), select);
}

function start(): void {
  const page = document.getElementById('page');
  page?.append(filterBar(), none, ...sections.map(({ root }) => root));
  for (const command of document.querySelectorAll('#summary pre')) {
    command.before(copyButton(() => command.textContent ?? ''));
  }
  document.getElementById('theme')?.append(themeSwitch(redraw));
  let width = document.documentElement.clientWidth;
  addEventListener('resize', () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    redraw();
  });
  addEventListener('hashchange', () => {
    state.read();
    redraw();
  });
}

start();
