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
          ['what it does', 'text'],
          ['known drift', 'text'],
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
