import { PAGE_SIZE } from '../../common/page.js';
import type { Kernel } from './kernel-presets.js';

/** Whether an entry of this length is an incompressible page kept as it is. */
export function isIncompressible({ keepsIncompressible }: Kernel, length: number): boolean {
  return keepsIncompressible && length === PAGE_SIZE;
}

/** Pages of an entry of this length that stored_incompressible_pages counts: 1 or 0. */
export function incompressiblePages(kernel: Kernel, length: number): number {
  return isIncompressible(kernel, length) ? 1 : 0;
}

/** Whether a kernel stores compressor output of this length. */
export function isCompressed({ keepsIncompressible }: Kernel, length: number): boolean {
  return length < PAGE_SIZE || (length === PAGE_SIZE && !keepsIncompressible);
}
