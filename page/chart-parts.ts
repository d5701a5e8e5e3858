import type { EChartsOption } from 'echarts';
import { withCommas } from '../src/commands/report/phrases.js';
import { element } from './element.js';
import type { Look } from './look.js';

/** Options of every chart: font, colours, no animation. */
export function chartBase(look: Look): EChartsOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: look.fontFamily, color: look.ink },
    tooltip: {
      confine: true,
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: { color: look.ink, fontSize: 12 },
      extraCssText: 'box-shadow: 0 2px 10px rgb(0 0 0 / 0.18); border-radius: 4px;',
    },
  };
}

/** Numeric axis with a name. */
export function numberAxis(look: Look, name: string, side: 'x' | 'y') {
  return {
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap: side === 'x' ? 28 : 44,
    nameTextStyle: { color: look.muted, fontSize: 12 },
    axisLabel: { color: look.muted, hideOverlap: true, formatter: shortNumber },
    axisLine: { show: side === 'x', lineStyle: { color: look.line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: look.line, opacity: 0.6 } },
    splitNumber: look.narrow ? 3 : 5,
  };
}

/** Category axis. */
export function nameAxis(look: Look, names: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLabel: {
      color: look.ink,
      fontSize: 12,
      interval: 0,
      width: look.narrow ? 108 : 180,
      overflow: 'truncate' as const,
    },
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
  };
}

/** Formats a number as in `950`, `12k`, `1.5M`. */
export function shortNumber(value: number): string {
  if (Math.abs(value) >= 1e6) return `${trimmed(value / 1e6)}M`;
  if (Math.abs(value) >= 1e4) return `${trimmed(value / 1e3)}k`;
  return trimmed(value);
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(value !== 0 && Math.abs(value) < 10 ? 2 : 1)));
}

/** Content of a tooltip: a title and rows of name and value. */
export function tip(title: string, rows: readonly (readonly [string, string, string?])[]) {
  const lines = rows.map(([name, value, color]) => {
    const mark = color === undefined ? [] : [swatch(color)];
    return element(
      'div',
      { class: 'tip-row' },
      element('span', {}, ...mark, name),
      element('b', {}, value),
    );
  });
  return element('div', { class: 'tip' }, element('strong', {}, title), ...lines);
}

function swatch(color: string): HTMLElement {
  const made = element('i', { class: 'tip-swatch' });
  made.style.background = color;
  return made;
}

/** Formats an interval as in `1,234 to 1,300`. */
export function interval(low: number, high: number): string {
  return `${withCommas(low)} to ${withCommas(high)}`;
}
