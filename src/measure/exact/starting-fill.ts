import { PAGE_SIZE } from '../../common/page.js';
import { TABLE } from '../../model/zsmalloc/size-classes.js';
import type { ZsPool } from '../../model/zsmalloc/zs-pool.js';

/**
 * Allocates pages of an empty pool, each for an object of 4096 bytes. The run neither frees nor counts these objects: they
 * only shift the point at which the pool reaches its limit.
 */
export function addStartingFill(pool: ZsPool, pages: number): void {
  pool.addFull(TABLE.classOfLength[PAGE_SIZE], pages);
}
