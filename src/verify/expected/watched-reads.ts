import type { Zswap } from '../../model/zswap/zswap.js';
import { AVERAGE, type TouchedState } from '../touched-state.js';

/** Records reads of a zswap's charges and of its average length by store paths and limit policies. */
export class WatchedReads {
  /** Reads the average length without a record. */
  readonly averageBytes: (fallback: number) => number;

  constructor({ averageLength, memcgs }: Zswap, touched: TouchedState) {
    const read = averageLength.read.bind(averageLength);
    this.averageBytes = read;
    averageLength.read = (fallback) => {
      touched.reads |= AVERAGE;
      return read(fallback);
    };
    for (const [number, memcg] of memcgs.entries()) {
      const mayZswap = memcg.mayZswap.bind(memcg);
      memcg.mayZswap = () => {
        touched.readCharges(number);
        return mayZswap();
      };
    }
  }
}
