import { sentenceOf } from '../../../output/verdict-table.js';
import type { ResultDocument } from '../../../result/document.js';
import { countedWithCommas } from '../phrases.js';
import { isKernelPreset } from '../preset-names.js';
import type { ReportFinding } from './finding.js';

const MAX_SENTENCES = 8;

/** Lists the verdicts of a result, those of kernels' presets apart; nothing without repetitions. */
export function verdictFindings({ verdicts = [] }: ResultDocument): ReportFinding[] {
  return [
    listOf(
      'Verdicts over repetitions',
      verdicts.filter((each) => !isKernelPreset(each.strategy)),
    ),
    listOf(
      "Verdicts on kernels' presets",
      verdicts.filter((each) => isKernelPreset(each.strategy)),
    ),
  ].flat();
}

function listOf(title: string, verdicts: NonNullable<ResultDocument['verdicts']>): ReportFinding[] {
  if (verdicts.length === 0) return [];
  // Claims first; the order is kept otherwise.
  const sorted = verdicts.toSorted(
    (one, other) => Number(other.significant) - Number(one.significant),
  );
  const more = sorted.length - MAX_SENTENCES;
  return [
    {
      title,
      sentences: [
        ...sorted.slice(0, MAX_SENTENCES).map((verdict) => `${sentenceOf(verdict)}.`),
        ...(more > 0
          ? [`${countedWithCommas(more, 'more verdict')} in the last table of run.`]
          : []),
      ],
    },
  ];
}
