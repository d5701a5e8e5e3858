import type { Store } from '../store.js';
import type { StorePath } from '../strategy.js';
import { batch } from './batch.js';

/**
 * Clairvoyance requires exclusive access: all the time passes first, then the folio is checked and stored in one step. A folio
 * with an incompressible page that the kernel does not keep is refused before compression.
 */
export function* oracle(store: Store): StorePath {
  const { costs, pageCount } = store;
  yield pageCount * (costs.compressNs + costs.publishNs);
  const refused = store.refuseIncompressible();
  if (refused !== null) return refused;
  const path = batch(store);
  for (;;) {
    const step = path.next();
    if (step.done === true) return step.value;
  }
}
