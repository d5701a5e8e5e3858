import { percent } from '../../../output/numbers.js';
import { countOf, someOf } from '../phrases.js';
import type { Finding, StrategyCells } from './finding.js';

/** Who compresses pages that it then does not store. */
export function thrownAway(strategies: readonly StrategyCells[]): Finding {
  const rows = strategies
    .map(({ strategy, cells }) => {
      const wasted = cells.reduce((sum, { exact }) => sum + (exact.wasted?.compressions ?? 0), 0);
      const stored = cells.reduce((sum, { exact }) => sum + exact.pages.stored, 0);
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
  const title = 'Who compresses for nothing';
  if (some.length === 0) {
    return { title, sentences: ['No strategy compressed a page that it did not store.'] };
  }
  const [first, ...others] = some;
  const sentences = [
    `${first.strategy} the most: ${countOf(first.wasted, 'page')} of stores that then failed, ` +
      `${percent(first.wasted, first.all)} of all that it compressed, over all its cells.`,
  ];
  if (others.length > 0) {
    const named = others.map(
      ({ strategy, wasted, all }) => `${strategy} (${percent(wasted, all)})`,
    );
    sentences.push(`Less: ${someOf(named)}.`);
  }
  if (none.length > 0) sentences.push(`None at all: ${someOf(none)}.`);
  return { title, sentences };
}
