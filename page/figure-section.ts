import { rerunCommand } from '../src/cli/rerun-command.js';
import { isKernelPreset } from '../src/commands/report/preset-names.js';
import { ChartPlace } from './charts.js';
import { copyButton } from './copy-button.js';
import { csvOf, saveText } from './csv.js';
import { element } from './element.js';
import type { Control, Drawing, Figure, LegendEntry, Table, View } from './figure.js';
import type { PageState } from './page-state.js';

/** Input of every figure in common. */
type Shared = Pick<View, 'data' | 'cells' | 'look'>;

/** Section of one figure: heading, controls, chart, legend, table, and the command that reproduces it. */
export class FigureSection {
  readonly root: HTMLElement;
  readonly #figure: Figure;
  readonly #state: PageState;
  readonly #redraw: () => void;
  readonly #chart: ChartPlace;
  readonly #controls = element('div', { class: 'controls' });
  readonly #caption = element('p', { class: 'caption' });
  readonly #body = element('div');
  readonly #legend = element('div', { class: 'legend' });
  readonly #numbers = element('div');
  readonly #command = element('div', { class: 'command' });

  constructor(figure: Figure, state: PageState, redraw: () => void) {
    this.#figure = figure;
    this.#state = state;
    this.#redraw = redraw;
    const titleId = `${figure.id}-title`;
    const box = element('div', { class: 'chart', role: 'img', 'aria-labelledby': titleId });
    this.#chart = new ChartPlace(box);
    const head = element(
      'div',
      { class: 'figure-head' },
      element('h2', { id: titleId }, figure.title),
      this.#controls,
    );
    this.root = element(
      'section',
      { id: figure.id, 'aria-labelledby': titleId },
      head,
      element('p', { class: 'lead' }, figure.lead),
      this.#caption,
      box,
      this.#body,
      this.#legend,
      this.#numbers,
      this.#command,
    );
  }

  draw(shared: Shared): void {
    const view = this.#view(shared);
    // A chart takes its width from a section that is shown.
    this.root.hidden = false;
    const drawing = this.#figure.draw(view);
    if (drawing === null) {
      this.#chart.hide();
      this.root.hidden = true;
      return;
    }
    this.#caption.replaceChildren(drawing.caption);
    this.#controls.replaceChildren(...(drawing.controls ?? []).map((each) => this.#control(each)));
    this.#legend.replaceChildren(...this.#legendParts(drawing.legend ?? []));
    this.#body.replaceChildren(...(drawing.body === undefined ? [] : [drawing.body]));
    this.#numbers.replaceChildren(...this.#tables(drawing));
    this.#command.replaceChildren(...commandParts(view, drawing));
    if (drawing.chart === undefined) this.#chart.hide();
    else this.#chart.show(drawing.chart.option, drawing.chart.heightPx);
  }

  #view(shared: Shared): View {
    const { id } = this.#figure;
    return {
      ...shared,
      filter: this.#state.filter,
      hidden: this.#state.hidden,
      chosen: this.#state.chosenOf(id),
      choose: (name, value) => {
        this.#state.choose(id, name, value);
        this.#redraw();
      },
      select: (facets) => {
        this.#state.select(facets);
        this.#redraw();
      },
    };
  }

  #control({ name, values, value }: Control): HTMLElement {
    const options = values.map((each) => new Option(each, each, false, each === value));
    const select = element('select', {}, ...options);
    select.addEventListener('change', () => {
      this.#state.choose(this.#figure.id, name, select.value);
      this.#redraw();
    });
    return element('label', {}, element('span', {}, name), select);
  }

  /** Entries of strategies, then those of kernels' presets under a name of their own. */
  #legendParts(entries: readonly LegendEntry[]): HTMLElement[] {
    const presets = entries.filter(({ name }) => isKernelPreset(name));
    const own = entries.filter((each) => !presets.includes(each));
    return [
      ...own.map((each) => this.#entry(each)),
      ...(presets.length === 0 ? [] : [element('span', { class: 'remark' }, 'kernel presets:')]),
      ...presets.map((each) => this.#entry(each)),
    ];
  }

  #entry({ name, stroke, shape, shown }: LegendEntry): HTMLElement {
    const mark = legendMark(stroke.color, stroke.dash, shape);
    if (shown === undefined) return element('span', { class: 'entry' }, mark, name);
    const button = element('button', { type: 'button', class: 'entry' }, mark, name);
    button.setAttribute('aria-pressed', String(shown));
    button.addEventListener('click', () => {
      this.#state.toggle(name);
      this.#redraw();
    });
    return button;
  }

  #tables({ chart, body, table }: Drawing): HTMLElement[] {
    if (table === undefined) return [];
    const csv = element('button', { type: 'button', class: 'csv' }, 'CSV');
    csv.addEventListener('click', () => saveText(`${this.#figure.id}.csv`, csvOf(table)));
    if (chart === undefined && body === undefined) return [tableElement(table), csv];
    // Rows are made when they are shown: a matrix has thousands.
    const details = element('details', {}, element('summary', {}, 'The numbers'));
    details.addEventListener('toggle', () => {
      if (details.childElementCount === 1) details.append(tableElement(table));
    });
    return [element('div', { class: 'numbers' }, details, csv)];
  }
}

const SVG = 'http://www.w3.org/2000/svg';

function legendMark(
  color: string,
  dash: readonly number[],
  shape: LegendEntry['shape'],
): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes: Record<string, Record<string, string | number>> = {
    square: { x: 5, y: 1, width: 10, height: 10, fill: color },
    dot: { cx: 10, cy: 6, r: 4.5, fill: color },
    ring: { cx: 10, cy: 6, r: 4, fill: 'none', stroke: color, 'stroke-width': 2 },
    line: { x1: 0, y1: 6, x2: 20, y2: 6, stroke: color, 'stroke-width': 2.5 },
  };
  const tags = { square: 'rect', dot: 'circle', ring: 'circle', line: 'line' };
  const kind = shape ?? 'line';
  const mark = document.createElementNS(SVG, tags[kind]);
  for (const [name, value] of Object.entries(attributes[kind] ?? {})) {
    mark.setAttribute(name, String(value));
  }
  if (dash.length > 0) mark.setAttribute('stroke-dasharray', dash.join(' '));
  svg.setAttribute('viewBox', '0 0 20 12');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(mark);
  return svg;
}

function tableElement({ columns, rows }: Table): HTMLElement {
  const head = columns.map(([heading, kind]) =>
    element('th', { scope: 'col', class: kind }, heading),
  );
  const body = rows.map((row) => {
    const cells = row.map((text, i) => {
      const attributes = { class: columns[i]?.[1] ?? 'text' };
      return i === 0
        ? element('th', { ...attributes, scope: 'row' }, text)
        : element('td', attributes, text);
    });
    return element('tr', {}, ...cells);
  });
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body),
  );
  return element('div', { class: 'scroll', tabindex: '0' }, table);
}

function commandParts({ data }: View, { part }: Drawing): HTMLElement[] {
  if (part === undefined) return [];
  const { line, remarks } = rerunCommand(data.config, part, data.userNames);
  const text = `${line}\nnpx zswap-bench report result.json -o report.html`;
  return [
    copyButton(() => text),
    element('pre', { tabindex: '0' }, element('code', {}, text)),
    ...remarks.map((remark) => element('p', { class: 'remark' }, remark)),
  ];
}
