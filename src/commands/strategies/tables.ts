import type { Report } from '../../output/report.js';

/** A strategy as `strategies` lists it. */
export interface StrategyLine {
  readonly name: string;
  readonly summary: string;
  /** Counters that it is known to leave wrong. */
  readonly knownDrift: readonly string[];
}

/** `strategies`. */
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
          ['known drift', 'text', 'counters that a known kernel bug leaves wrong'],
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
