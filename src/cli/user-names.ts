import { shippedCorpora } from '../corpus/shipped.js';
import { isWholeSpec } from '../corpus/synthetic/synthetic-spec.js';
import type { ResultDocument } from '../result/document.js';
import { STRATEGIES } from '../strategy/strategies.js';
import type { UserNames } from './rerun-command.js';

/** Returns the names in a result that are neither shipped nor built in nor of synthetic corpora, and need a path on the command line. */
export function userNames({ config }: ResultDocument): UserNames {
  const shipped = shippedCorpora();
  return {
    corpora: config.corpora
      .filter(({ name, sha256 }) => shipped.get(name)?.sha256 !== sha256 && !isWholeSpec(name))
      .map(({ name }) => name),
    strategies: (config.mixes?.map(({ path }) => path) ?? config.strategies).filter(
      (name) => !isRegistered(name),
    ),
  };
}

/** Whether a strategy is registered, or derived from a registered one: `split:NAME`. */
function isRegistered(name: string): boolean {
  return STRATEGIES.has(name.replace(/^split:/, ''));
}
