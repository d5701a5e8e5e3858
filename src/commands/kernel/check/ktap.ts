import { counted } from '../../../common/counted.js';
import type { KtapTest } from '../../../output/ktap.js';
import { signedRange } from '../../../output/numbers.js';
import { shellWords } from '../../../output/shell.js';
import type { KernelCheckDocument, KernelDriftReport, SettingReport } from './document.js';
import {
  AT_END,
  CHECKED_COUNTERS_OF_KERNEL,
  CHECKED_OTHERWISE,
  KERNEL_WARNINGS,
  shortName,
  WHEN_FREED,
} from './violations.js';

const COUNTERS: readonly string[] = [
  ...CHECKED_COUNTERS_OF_KERNEL.map(shortName),
  'mTHP zswpout',
  ...CHECKED_OTHERWISE,
];

/** The rest of what a sweep may find: a step of the guest that failed. */
const ERRORS = 'errors of the guest';

const SHOWN_WARNINGS = 20;

/** Tests of `kernel check`: one for each setting, with subtests for its coverage and for each checked counter. */
export function kernelCheckTests(document: KernelCheckDocument): KtapTest[] {
  return document.settings.map((setting) => ({
    name: `${document.strategy}/${nameOf(setting)}`,
    diagnostics: [
      `${counted(setting.cases, 'page-out')}, ${setting.failed} of which failed`,
      ...modelLine(setting),
    ],
    subtests: [
      ...coverageTests(document, setting),
      ...[...COUNTERS, ERRORS].map((name) => counterTest(document, setting, name)),
    ],
  }));
}

function nameOf({ folioSize, compressor, conditions }: SettingReport): string {
  return [folioSize, compressor, conditions.join(',') || 'plain'].join('/');
}

function modelLine({ model }: SettingReport): string[] {
  if (model === null) return [];
  const { strategy, verdict, cases } = model;
  return [`model ${strategy}: ${verdict} in ${counted(cases, 'case')}`];
}

/** Tests that are skipped where the kernel or the options left no fault to inject. */
function coverageTests({ missingOptions, config }: KernelCheckDocument, setting: SettingReport) {
  const { faults, pairs, older, conditions } = setting;
  const unable = missingOptions.length > 0 ? `${missingOptions.join(', ')} not set` : null;
  const replayed = config.replay === null ? null : `replay of ${config.replay}`;
  const missing = unable ?? replayed;
  return [
    coverage('single faults', faults, missing ?? 'no allocation failed'),
    coverage(
      'pairs of faults',
      pairs,
      missing ?? (config.pairs === 0 ? '--pairs 0' : 'no pair struck'),
    ),
    ...(conditions.includes('older')
      ? [coverage('older entries', older, 'no page-out found any')]
      : []),
  ];
}

function coverage(name: string, count: number, reason: string): KtapTest {
  if (count === 0) return { name, outcome: 'skip', reason };
  return { name, diagnostics: [`${count} ${name}`] };
}

function counterTest(
  { drifts, findings, warnings }: KernelCheckDocument,
  setting: SettingReport,
  name: string,
): KtapTest {
  const own = drifts.filter(
    (each) => each.setting === nameOf(setting) && testOf(each.counter) === name,
  );
  if (own.length === 0) return { name };
  const smallest = findings.filter(({ violations }) =>
    violations.some(({ subject }) => testOf(subject) === name),
  );
  return {
    name,
    outcome: 'fail',
    diagnostics: [
      ...own.map(driftText),
      ...(name === KERNEL_WARNINGS ? warnings.slice(0, SHOWN_WARNINGS) : []),
      ...smallest.map(({ replay }) => `replay: zswap-bench ${shellWords(replay)}`),
    ],
  };
}

/** The test of a counter that is off, at whichever moment. */
function testOf(subject: string): string {
  const name = subject
    .replace(WHEN_FREED, '')
    .replace(AT_END, '')
    .replace(/^hugepages-\d+kB\//, 'mTHP ');
  return COUNTERS.includes(name) ? name : ERRORS;
}

function driftText({ counter, cause, lowest, highest, cases }: KernelDriftReport): string {
  return `${counter} ${signedRange(lowest, highest)} in ${counted(cases, 'page-out')}: ${cause}`;
}
