import { percent } from '../../../output/numbers.js';
import { countedWithCommas, someOf } from '../phrases.js';
import { type ReportFinding, type StrategyCells, totalOf } from './finding.js';

/** Ranks strategies by rounds in which no store was accepted; nothing except in scenario `edge`. */
export function roundsWithoutStore(strategies: readonly StrategyCells[]): ReportFinding[] {
  const rows = strategies
    .map(({ strategy, cells }) => ({
      strategy,
      rounds: totalOf(cells, 'rounds'),
      failed: totalOf(cells, 'allFailedRounds'),
    }))
    .filter(({ rounds }) => rounds > 0)
    .sort((one, other) => other.failed / other.rounds - one.failed / one.rounds);
  if (rows.length === 0) return [];
  const named = rows
    .filter(({ failed }) => failed > 0)
    .map(({ strategy, failed, rounds }) => `${strategy} ${percent(failed, rounds)}`);
  const none = rows.filter(({ failed }) => failed === 0).map(({ strategy }) => strategy);
  const all = countedWithCommas(rows[0].rounds, 'round');
  return [
    {
      title: 'Rounds in which no store was accepted',
      sentences: [
        named.length === 0
          ? `None of ${all}.`
          : `Of ${all} of each strategy, over all cells and repetitions: ${someOf(named)}.`,
        ...(named.length > 0 && none.length > 0 ? [`None: ${someOf(none)}.`] : []),
      ],
    },
  ];
}
