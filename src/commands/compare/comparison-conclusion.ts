import { counted } from '../../common/counted.js';
import type { Conclusion } from '../../output/report.js';
import type { TimedComparison } from '../../result/compare-timed.js';
import type { Comparison } from './comparison.js';
import type { ExactComparison } from './exact-differences.js';
import type { SideBySide } from './side-by-side.js';

/** Concludes `compare` of two results: exact fields that differ, and significant timed differences. */
export function comparisonConclusion({ exact, timed }: Comparison): Conclusion {
  const differing = differingFields(exact);
  const missing = missingParts(exact);
  const slower = timed.filter(isSlower).length;
  const fields =
    differing === 0
      ? `no difference in ${counted(exact.equal, 'exact field')}`
      : `${differing} of ${counted(exact.equal + differing, 'exact field')} differ`;
  return {
    text: [
      fields,
      ...(missing === 0 ? [] : [`${missing} corpora or cells are in one result only`]),
      ...timedText(timed),
    ].join('; '),
    tone: differing + missing + slower > 0 ? 'bad' : 'good',
  };
}

/** Concludes `compare --by`. */
export function comparisonByConclusion(timed: readonly TimedComparison[]): Conclusion {
  const [text = 'no timed comparison has samples'] = timedText(timed);
  return { text, tone: timed.some(isSlower) ? 'bad' : 'good' };
}

/** Concludes results side by side: figures in which the later columns differ from the first. */
export function sideBySideConclusion({ columns, figures, missing }: SideBySide): Conclusion {
  const [first, ...others] = columns;
  const parts = others.map(({ name }) => {
    const known = figures.filter(({ values }) => values[name] !== null);
    const differing = known.filter(({ differs }) => differs.includes(name)).length;
    return `${name} differs from ${first.name} in ${differing} of ${counted(known.length, 'figure')}`;
  });
  const lacking =
    missing.length === 0 ? [] : [`${counted(missing.length, 'cell')} not in every result`];
  const equal = missing.length === 0 && figures.every(({ differs }) => differs.length === 0);
  return { text: [...parts, ...lacking].join('; '), tone: equal ? 'good' : 'doubtful' };
}

/** Both metrics with samples are rates. */
function isSlower({ proven, change }: TimedComparison): boolean {
  return proven && (change ?? 0) < 0;
}

/** Counts the tested comparisons by outcome; nothing without samples. */
function timedText(timed: readonly TimedComparison[]): string[] {
  const tested = timed.filter(({ p }) => p !== null);
  if (tested.length === 0) return [];
  const proven = tested.filter((each) => each.proven).length;
  const slower = tested.filter(isSlower).length;
  return [
    `of ${counted(tested.length, 'timed comparison')} ${slower} slower, ${proven - slower} faster, ${tested.length - proven} not significant`,
  ];
}

function differingFields({ result, corpora, cells }: ExactComparison): number {
  const lists = [result, ...[...corpora, ...cells].map(({ differences }) => differences)];
  return lists.flat().length;
}

function missingParts(exact: ExactComparison): number {
  const { onlyOld, onlyNew, onlyOldCorpora, onlyNewCorpora } = exact;
  return [onlyOld, onlyNew, onlyOldCorpora, onlyNewCorpora].flat().length;
}
