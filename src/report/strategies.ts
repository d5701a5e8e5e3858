import type { Format } from './format.js';
import { formatJson } from './json.js';
import { renderTable } from './table.js';

/** A strategy as `strategies` lists it. */
export interface StrategyLine {
  readonly name: string;
  readonly summary: string;
  /** Counters that it is known to leave wrong. */
  readonly knownDrift: readonly string[];
}

/** `strategies`. */
export function formatStrategies(strategies: readonly StrategyLine[], format: Format): string {
  if (format === 'json') return formatJson(strategies);
  return renderTable(
    'Strategies',
    [
      ['name', 'text'],
      ['what it does', 'text'],
      ['known drift', 'text'],
    ],
    strategies.map(({ name, summary, knownDrift }) => [name, summary, knownDrift.join(', ')]),
  );
}
