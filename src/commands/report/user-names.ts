import { shippedCorpora } from '../../corpus/shipped.js';
import type { ResultDocument } from '../../result/document.js';
import { STRATEGIES } from '../../strategy/strategies.js';
import type { OwnNames } from './page-data.js';

/** The names in a result that this program does not know as its own, and users have to give a path for. */
export function ownNames({ config }: ResultDocument): OwnNames {
  const shipped = shippedCorpora();
  return {
    corpora: config.corpora
      .filter(({ name, sha256 }) => shipped.get(name)?.sha256 !== sha256)
      .map(({ name }) => name),
    strategies: (config.mixes?.map(({ path }) => path) ?? config.strategies).filter(
      (name) => !isRegistered(name),
    ),
  };
}

/** Registered itself, or put together from what is: `split:NAME`. */
function isRegistered(name: string): boolean {
  return STRATEGIES.has(name.replace(/^split:/, ''));
}
