import type { FaultStep, GuestCell } from '../../../guest/results.js';
import { folioSizeName } from '../../../model/folio/folio.js';
import { type Case, caseText, faultText, type Setting, settingText } from './case.js';
import type {
  KernelDriftReport,
  KernelFindingReport,
  ModelVerdict,
  SettingReport,
} from './document.js';
import { rangesText } from './ranges.js';
import {
  AT_END,
  type CounterViolation,
  shortName,
  violationsAtEnd,
  violationsOf,
} from './violations.js';

/** One page-out and what is off in it. */
export interface JudgedStep {
  readonly step: FaultStep;
  readonly violations: readonly CounterViolation[];
}

/** A sweep, judged step by step and as a whole. */
export interface CheckedSetting {
  readonly setting: Setting;
  readonly cell: GuestCell;
  readonly judged: {
    readonly steps: readonly JudgedStep[];
    readonly atEnd: readonly CounterViolation[];
  };
}

export function judgeCases(setting: Setting, cell: GuestCell): CheckedSetting['judged'] {
  // A fault that did not strike shows that there is none left.
  const steps = cell.steps.map((step) => ({ step, violations: violationsOf(step, setting) }));
  return { steps, atEnd: violationsAtEnd(cell) };
}

export function reportSetting(
  { setting, cell, judged }: CheckedSetting,
  model: ModelVerdict | null,
): SettingReport {
  const { steps } = cell;
  const singles = steps.filter(({ nth, struck, second }) => nth > 0 && struck && second === null);
  const off = judged.atEnd.length > 0 || judged.steps.some((each) => each.violations.length > 0);
  return {
    folioSize: folioSizeName(setting.folioPages),
    compressor: setting.compressor,
    conditions: setting.conditions,
    faults: singles.length,
    pairs: steps.filter(({ secondStruck }) => secondStruck).length,
    cases: steps.length,
    failed: steps.filter(({ stored }) => stored < setting.folioPages).length,
    older: steps.filter(({ older }) => older).length,
    leak: cell.leak,
    milliseconds: cell.milliseconds,
    verdict: off ? 'drift' : 'exact',
    model,
  };
}

/** A row for each counter of a sweep that is off in some step, and for what is off at its end. */
export function driftsOf({ setting, judged }: CheckedSetting): KernelDriftReport[] {
  const bySubject = new Map<string, { step: FaultStep; off: number }[]>();
  for (const { step, violations } of judged.steps) {
    for (const { subject, off } of violations) {
      const list = bySubject.get(subject) ?? [];
      bySubject.set(subject, [...list, { step, off }]);
    }
  }
  const where = settingText(setting);
  return [
    ...[...bySubject].map(([counter, cases]) => ({
      setting: where,
      counter,
      cause: causeText(cases.map(({ step }) => step)),
      lowest: Math.min(...cases.map(({ off }) => off)),
      highest: Math.max(...cases.map(({ off }) => off)),
      cases: cases.length,
    })),
    ...judged.atEnd
      .filter(({ subject }) => !bySubject.has(subject.replace(AT_END, '')))
      .map(({ subject, off }) => ({
        ...{ setting: where, counter: subject, cause: 'end of the sweep' },
        ...{ lowest: off, highest: off, cases: 1 },
      })),
  ];
}

function causeText(steps: readonly FaultStep[]): string {
  const singles = steps.filter(({ nth, second }) => nth > 0 && second === null);
  const pairs = steps.filter(({ second }) => second !== null).length;
  const parts = [
    steps.some(({ nth }) => nth === 0) ? 'no fault' : '',
    singles.length > 0 ? `fail-nth ${rangesText(singles.map(({ nth }) => nth))}` : '',
    pairs > 0 ? `pairs (${pairs})` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

export interface FindingOptions {
  /** The one step is shown, whatever came of it. */
  readonly replayed: boolean;
  readonly replayArguments: readonly string[];
}

/** For each counter the smallest case in which it is off; counters that are off in the same case together. */
export function findingsOf(
  checked: readonly CheckedSetting[],
  { replayed, replayArguments }: FindingOptions,
): KernelFindingReport[] {
  const candidates = checked
    .flatMap(({ setting, judged }) => judged.steps.map((each) => ({ setting, ...each })))
    .sort((a, b) => rank(a.setting, a.step) - rank(b.setting, b.step));
  if (replayed) {
    const atEnd = checked.flatMap(({ judged }) => judged.atEnd);
    return candidates
      .slice(-1)
      .map((each) => ({ ...each, violations: [...each.violations, ...atEnd] }))
      .map((each) => finding(each, replayArguments));
  }
  const found = new Set<string>();
  const smallest: typeof candidates = [];
  for (const each of candidates) {
    const fresh = each.violations.filter(({ subject }) => !found.has(subject));
    if (fresh.length === 0) continue;
    for (const { subject } of each.violations) found.add(subject);
    smallest.push(each);
  }
  // Drift that shows only at the end, with the first sweep that has it.
  for (const { setting, judged } of checked) {
    const fresh = judged.atEnd.filter(({ subject }) => !found.has(subject.replace(AT_END, '')));
    if (fresh.length === 0 || judged.steps.length === 0) continue;
    for (const { subject } of fresh) found.add(subject.replace(AT_END, ''));
    smallest.push({ setting, step: judged.steps[0].step, violations: fresh });
  }
  return smallest.map((each) => finding(each, replayArguments));
}

/** Small folios first, then few circumstances, one fault, an early one. */
function rank({ folioPages, conditions }: Setting, { nth, second }: FaultStep): number {
  return ((folioPages * 8 + conditions.length) * 2 + (second === null ? 0 : 1)) * 1e6 + nth;
}

function finding(
  { setting, step, violations }: JudgedStep & { readonly setting: Setting },
  replayArguments: readonly string[],
): KernelFindingReport {
  const { folioPages, compressor, conditions } = setting;
  const { nth, second, stored, cached, mapped } = step;
  const asCase: Case = { folioPages, compressor, conditions, nth, second };
  return {
    case: caseText(asCase),
    setting: settingText(setting),
    cause: faultText(asCase),
    violations,
    moved: movedIn(step),
    stored,
    cached,
    mapped,
    replay: ['kernel', 'check', ...replayArguments, '--replay', caseText(asCase)],
  };
}

const SHOWN = /^(zswap|memcg0|hugepages-[^/]*)\/|^vmstat\/zsw|^vmstat\/pswpout/;

function movedIn({ during, kept, left }: FaultStep): KernelFindingReport['moved'] {
  const names = new Set([...during.keys(), ...kept.keys(), ...left.keys()]);
  return [...names]
    .filter((name) => SHOWN.test(name))
    .map((name) => ({
      counter: shortName(name),
      during: during.get(name) ?? 0,
      kept: kept.get(name) ?? 0,
      left: left.get(name) ?? 0,
    }));
}
