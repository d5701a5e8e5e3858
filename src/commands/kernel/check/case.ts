import { usageFailure } from '../../../common/errors.js';
import type { SecondFault } from '../../../guest/plan.js';
import { FOLIO_PAGES, folioSizeName } from '../../../model/folio/folio.js';

/** Circumstances of a store besides the folio's size and the compressor. */
export const CONDITIONS = ['older', 'memcg-limit', 'incompressible', 'writeback-off'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** One folio size, compressor and circumstances: all faults of one sweep. */
export interface Setting {
  readonly folioPages: number;
  readonly compressor: string;
  /** In the order of {@link CONDITIONS}. */
  readonly conditions: readonly Condition[];
}

/** One page-out with its faults. */
export interface Case extends Setting {
  /** The N-th allocation of the page-out fails; 0 for none. */
  readonly nth: number;
  readonly second: SecondFault | null;
}

export function settingText({ folioPages, compressor, conditions }: Setting): string {
  return [folioSizeName(folioPages), compressor, conditions.join(',') || 'plain'].join('/');
}

export function faultText({ nth, second }: Pick<Case, 'nth' | 'second'>): string {
  if (nth === 0) return 'no fault';
  return second === null ? `fail-nth ${nth}` : `fail-nth ${nth}, ${second.amount} ${second.unit}`;
}

/** A case as `--replay` takes it: `64K/lz4/older,writeback-off/17`, with a second fault `64K/lz4/plain/17/4:pages`. */
export function caseText(each: Case): string {
  const second = each.second === null ? '' : `/${each.second.amount}:${each.second.unit}`;
  return `${settingText(each)}/${each.nth}${second}`;
}

/** Reads {@link caseText}. Throws a usage `Failure` for anything else. */
export function parseCase(text: string): Case {
  const match = /^(\w+)\/([\w-]+)\/([\w,-]+)\/(\d{1,6})(?:\/(\d{1,9}):(pages|bytes))?$/.exec(text);
  if (match === null) throw noCase(text);
  const [, size, compressor, list, nth, amount, unit] = match;
  const folioPages = FOLIO_PAGES.find((pages) => folioSizeName(pages) === size);
  const asked = list === 'plain' ? [] : list.split(',');
  const conditions = CONDITIONS.filter((condition) => asked.includes(condition));
  if (folioPages === undefined || conditions.length !== asked.length) throw noCase(text);
  const second =
    amount === undefined ? null : { amount: Number(amount), unit: unit as SecondFault['unit'] };
  return { folioPages, compressor, conditions, nth: Number(nth), second };
}

function noCase(text: string) {
  return usageFailure({
    subject: '--replay',
    expected: 'a case as kernel check prints it, like 64K/lz4/older/17',
    found: `'${text}'`,
    remedy: 'copy the whole line',
  });
}
