import { Random } from '../../src/common/random.js';

/** A source of nothing but zeros: no step is lengthened, and of tasks due at once the lowest goes first. */
export function zeroRandom(): Random {
  return Object.assign(new Random(), { uint32: () => 0 });
}
