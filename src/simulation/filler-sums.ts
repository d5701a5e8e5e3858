import { PAGE_SIZE } from '../common/page.js';
import {
  CLASSES,
  OBJS_PER_ZSPAGE,
  PAGES_PER_ZSPAGE,
  TABLE,
} from '../model/zsmalloc/size-classes.js';

/** Fillers of one memcg. */
export interface MemcgSums {
  fillers: number;
  bytes: number;
  incompressible: number;
}

/** Sums over fillers 0, 1, 2, ... in an otherwise empty zswap of M memcgs. Filler n belongs to memcg n mod M. */
export class FillerSums {
  fillers = 0;
  bytes = 0;
  poolPages = 0;
  readonly memcgs: readonly MemcgSums[];
  /** Objects of each size class, and the length of one of them. */
  readonly objects = new Float64Array(CLASSES);
  readonly lengths = new Uint16Array(CLASSES);

  constructor(memcgs: number) {
    this.memcgs = Array.from({ length: memcgs }, () => ({
      fillers: 0,
      bytes: 0,
      incompressible: 0,
    }));
  }

  /** Returns the pool pages that a next filler of this length adds. */
  growthOf(length: number): number {
    const classIndex = TABLE.classOfLength[length];
    const isFull = this.objects[classIndex] % OBJS_PER_ZSPAGE[classIndex] === 0;
    return isFull ? PAGES_PER_ZSPAGE[classIndex] : 0;
  }

  add(length: number, memcgNumber = this.fillers % this.memcgs.length): void {
    const classIndex = TABLE.classOfLength[length];
    const memcg = this.memcgs[memcgNumber];
    this.poolPages += this.growthOf(length);
    this.objects[classIndex]++;
    this.lengths[classIndex] = length;
    memcg.fillers++;
    memcg.bytes += length;
    if (length === PAGE_SIZE) memcg.incompressible++;
    this.bytes += length;
    this.fillers++;
  }

  /** Returns the sums for `factor` repetitions of the same fillers. */
  times(factor: number): FillerSums {
    const product = new FillerSums(this.memcgs.length);
    product.fillers = this.fillers * factor;
    product.bytes = this.bytes * factor;
    for (const [i, memcg] of product.memcgs.entries()) {
      const { fillers, bytes, incompressible } = this.memcgs[i];
      memcg.fillers = fillers * factor;
      memcg.bytes = bytes * factor;
      memcg.incompressible = incompressible * factor;
    }
    product.lengths.set(this.lengths);
    for (const [classIndex, objects] of this.objects.entries()) {
      product.objects[classIndex] = objects * factor;
      const zspages = Math.ceil(product.objects[classIndex] / OBJS_PER_ZSPAGE[classIndex]);
      product.poolPages += zspages * PAGES_PER_ZSPAGE[classIndex];
    }
    return product;
  }
}
