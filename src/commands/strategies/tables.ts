import type { Report } from '../../output/report.js';

/** Row of `strategies`. */
export interface StrategyLine {
  readonly name: string;
  readonly summary: string;
  /** Counters with a known kernel bug that it reproduces. */
  readonly knownDrift: readonly string[];
}

/** Reports `strategies`. */
export function strategiesReport(strategies: readonly StrategyLine[]): Report {
  return {
    document: strategies,
    records: strategies,
    tables: [
      {
        title: 'Strategies',
        columns: [
          ['name', 'text'],
          ['behaviour', 'text'],
          ['known drift', 'text', 'counters with a known kernel bug'],
        ],
        rows: strategies.map(({ name, summary, knownDrift }) => [
          name,
          summary,
          knownDrift.join(', '),
        ]),
      },
    ],
  };
}
