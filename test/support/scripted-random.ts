import { Random } from '../../src/common/random.js';

/** A random source that returns the listed numbers in order; `left()` returns how many remain. */
export function scriptedRandom(script: readonly number[]): { random: Random; left(): number } {
  const numbers = [...script];
  const uint32 = () => {
    const next = numbers.shift();
    if (next === undefined) throw new Error('the script is too short');
    return next;
  };
  return { random: Object.assign(new Random(), { uint32 }), left: () => numbers.length };
}
