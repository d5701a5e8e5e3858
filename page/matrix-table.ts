import { type Headline, rangeText } from '../src/commands/report/headlines.js';
import type { PageCell } from '../src/commands/report/page-data.js';
import { isKernelPreset } from '../src/commands/report/preset-names.js';
import { element } from './element.js';
import type { View } from './figure.js';
import { nextOrder, type Scale } from './matrix-rows.js';

/** One combination, and its cells by strategy. */
export interface MatrixRow {
  readonly corpus: string;
  readonly compressor: string;
  readonly folioSize: string;
  readonly cells: ReadonlyMap<string, PageCell>;
}

export interface Matrix {
  readonly view: View;
  readonly headline: Headline;
  readonly strategies: readonly string[];
  readonly rows: readonly MatrixRow[];
  readonly scale: Scale;
}

/** Table of coloured figures with its colour scale. */
export function matrixTable(matrix: Matrix): HTMLElement {
  const table = element(
    'table',
    { class: 'matrix' },
    element('thead', {}, head(matrix)),
    element('tbody', {}, ...matrix.rows.map((row) => body(matrix, row))),
  );
  return element(
    'div',
    {},
    element('div', { class: 'scroll tall', tabindex: '0' }, table),
    scaleLegend(matrix),
  );
}

function head({ view, strategies }: Matrix): HTMLElement {
  const order = view.chosen.get('sort') ?? '';
  const headings = strategies.map((strategy) => {
    const button = element('button', { type: 'button' }, strategy);
    button.addEventListener('click', () => view.choose('sort', nextOrder(order, strategy)));
    const sort =
      order === strategy ? 'descending' : order === `+${strategy}` ? 'ascending' : 'none';
    return element(
      'th',
      { scope: 'col', 'aria-sort': sort, class: kindOf(strategy, strategies) },
      button,
    );
  });
  return element('tr', {}, element('th', { scope: 'col' }, 'combination'), ...headings);
}

function body(matrix: Matrix, row: MatrixRow): HTMLElement {
  const { view, strategies } = matrix;
  const { corpus, compressor, folioSize } = row;
  const select = () => view.select({ corpus, compressor, folioSize });
  const { filter } = view;
  const isSelected =
    corpus === filter.corpus && compressor === filter.compressor && folioSize === filter.folioSize;
  const button = element('button', { type: 'button' }, `${corpus} · ${compressor} · ${folioSize}`);
  const line = element(
    'tr',
    isSelected ? { 'aria-current': 'true' } : {},
    element('th', { scope: 'row' }, button),
    ...strategies.map((strategy) => square(matrix, row.cells.get(strategy), strategy)),
  );
  line.addEventListener('click', select);
  return line;
}

function square(matrix: Matrix, cell: PageCell | undefined, strategy: string): HTMLElement {
  const { headline, scale, strategies } = matrix;
  const range = cell === undefined ? null : headline.valueOf(cell);
  const kind = kindOf(strategy, strategies);
  if (range === null) return element('td', { class: kind }, '');
  const [low, middle, high] = range;
  return element(
    'td',
    {
      class: `step-${scale.stepOf(middle)} ${kind}`,
      title: `${strategy}: ${headline.format(middle)}, ${rangeText(headline, low, high)} over repetitions`,
    },
    headline.format(middle),
  );
}

/** Class of a column: kernels' presets are apart from strategies. */
function kindOf(strategy: string, strategies: readonly string[]): string {
  if (!isKernelPreset(strategy)) return 'own';
  return strategies.find(isKernelPreset) === strategy ? 'preset first-preset' : 'preset';
}

function scaleLegend({ headline, scale }: Matrix): HTMLElement {
  const steps = [0, 1, 2, 3, 4].map((step) => element('i', { class: `step-${step}` }));
  const [from, to] = headline.better === 'low' ? [scale.low, scale.high] : [scale.high, scale.low];
  return element(
    'p',
    { class: 'scale remark' },
    `best ${headline.format(from)}`,
    element('span', {}, ...steps),
    `worst ${headline.format(to)}; one scale for the whole result`,
  );
}
