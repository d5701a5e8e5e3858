import { finePercent } from '../../../output/numbers.js';
import { countedWithCommas, someOf } from '../phrases.js';
import { type ReportFinding, type StrategyCells, totalOf } from './finding.js';

/** Ranks strategies by wasted compressions. */
export function wastedCompressions(strategies: readonly StrategyCells[]): ReportFinding {
  const rows = strategies
    .map(({ strategy, cells }) => {
      const wasted = totalOf(cells, 'wastedCompressions');
      const stored = totalOf(cells, 'storedPages');
      return {
        strategy,
        wasted,
        share: wasted / Math.max(1, wasted + stored),
        all: wasted + stored,
      };
    })
    .sort((one, other) => other.share - one.share);
  const some = rows.filter(({ wasted }) => wasted > 0);
  const none = rows.filter(({ wasted }) => wasted === 0).map(({ strategy }) => strategy);
  const title = 'Wasted compressions';
  if (some.length === 0) {
    return { title, sentences: ['No strategy wasted a compression.'] };
  }
  const [first, ...others] = some;
  const sentences = [
    `Most: ${first.strategy}, ${countedWithCommas(first.wasted, 'page')} compressed by stores that failed, ` +
      `${finePercent(first.wasted, first.all)} of its compressed pages over all cells and repetitions.`,
  ];
  if (others.length > 0) {
    const named = others.map(
      ({ strategy, wasted, all }) => `${strategy} (${finePercent(wasted, all)})`,
    );
    sentences.push(`Fewer: ${someOf(named)}.`);
  }
  if (none.length > 0) sentences.push(`None: ${someOf(none)}.`);
  return { title, sentences };
}
