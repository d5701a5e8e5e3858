import { counted } from '../../common/counted.js';
import type { Conclusion } from '../../output/report.js';
import type { StrategyReport } from './document.js';

/** Concludes a check: the worst verdict, and the strategies that have it. */
export function checkConclusion(strategies: readonly StrategyReport[]): Conclusion {
  const drifting = namesOfVerdict(strategies, 'drift');
  if (drifting.length > 0) return { text: `drift in ${ofAll(drifting, strategies)}`, tone: 'bad' };
  const searched = strategies.filter(({ coverage }) => coverage !== null).length;
  const tried = counted(
    strategies.reduce((sum, { cases }) => sum + cases, 0),
    'case',
  );
  const open = namesOfVerdict(strategies, 'exact so far');
  if (searched === 0) return { text: `no drift in ${tried}`, tone: 'good' };
  return open.length > 0
    ? {
        text: `no drift in ${tried}; not all reached in ${ofAll(open, strategies)}`,
        tone: 'doubtful',
      }
    : { text: `exact: no drift in ${tried}, all reachable steps reached`, tone: 'good' };
}

function namesOfVerdict(
  strategies: readonly StrategyReport[],
  wanted: StrategyReport['verdict'],
): string[] {
  const having = strategies.filter(({ verdict }) => verdict === wanted);
  return [...new Set(having.map(({ strategy }) => strategy))];
}

/** Lists names, with their share of several strategies: `2 of 3 strategies: a, b`. */
function ofAll(names: readonly string[], strategies: readonly StrategyReport[]): string {
  const all = new Set(strategies.map(({ strategy }) => strategy)).size;
  const list = names.join(', ');
  return all === 1 ? list : `${names.length} of ${all} strategies: ${list}`;
}
