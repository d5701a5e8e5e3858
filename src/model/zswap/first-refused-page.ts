import type { Folio } from '../folio/folio.js';
import { isCompressed } from './length-rules.js';
import type { Zswap } from './zswap.js';

/** Returns the index of the first page of a folio that is incompressible and that the kernel does not keep; -1 if there is none. */
export function firstRefusedPage(zswap: Zswap, folio: Folio): number {
  if (zswap.keepsIncompressible(folio)) return -1;
  for (let index = 0; index < folio.pageCount; index++) {
    if (!isCompressed(zswap.kernel, zswap.payloadOf(folio, index))) return index;
  }
  return -1;
}
