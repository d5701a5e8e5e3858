import { counted } from '../../../common/counted.js';
import {
  DEFAULT_CHAIN_SIZE,
  type SizeClass,
  sizeClasses,
} from '../../../model/zsmalloc/size-classes.js';

/** A row of /sys/kernel/debug/zsmalloc/*\/classes: a size class. */
export interface ClassRow {
  /** Bytes of an object. */
  readonly size: number;
  readonly objAllocated: number;
  readonly objUsed: number;
  readonly pagesUsed: number;
  readonly pagesPerZspage: number;
}

/** Pages of a pool by the size classes of the model. */
export interface ModelPool {
  /** Pages of the zspages that hold the allocated objects; null if a class with objects deviates from the model. */
  readonly pages: number | null;
  /** Pages with at most one zspage in each class that is not full; null likewise. */
  readonly packedPages: number | null;
  /** Number of classes that deviate from the model, and the first of them; empty if none does. */
  readonly deviations: readonly string[];
}

/** CONFIG_ZSMALLOC_CHAIN_SIZE may be 4 to 16; the default comes first, so that it wins a tie. */
const CHAIN_SIZES = [DEFAULT_CHAIN_SIZE, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16];

/** Computes the pages of a pool from its objects, with the chain size whose classes fit the table best. */
export function modelPool(rows: readonly ClassRow[]): ModelPool {
  const fits = CHAIN_SIZES.map((chainSize) => {
    const { classes } = sizeClasses(chainSize);
    return { chainSize, classes, deviations: deviationsFrom(classes, rows) };
  });
  const { classes, deviations, chainSize } = fits.reduce((best, each) =>
    each.deviations.length < best.deviations.length ? each : best,
  );
  const remarks =
    deviations.length === 0
      ? []
      : [
          `${counted(deviations.length, 'deviation')} from the model with chains of ${chainSize} pages: ${deviations[0]}`,
        ];
  const ofSize = new Map(classes.map((each) => [each.size, each]));
  let pages = 0;
  let packedPages = 0;
  for (const { size, objAllocated, objUsed } of rows) {
    if (objAllocated === 0) continue;
    const { objsPerZspage = 0, pagesPerZspage = 0 } = ofSize.get(size) ?? {};
    const zspages = objAllocated / objsPerZspage;
    if (!Number.isInteger(zspages)) return { pages: null, packedPages: null, deviations: remarks };
    pages += zspages * pagesPerZspage;
    packedPages += Math.ceil(objUsed / objsPerZspage) * pagesPerZspage;
  }
  return { pages, packedPages, deviations: remarks };
}

function deviationsFrom(classes: readonly SizeClass[], rows: readonly ClassRow[]): string[] {
  const ofSize = new Map(classes.map((each) => [each.size, each]));
  const deviations: string[] = [];
  for (const { size, objAllocated, pagesPerZspage } of rows) {
    const model = ofSize.get(size);
    const found = `class of ${counted(size, 'byte')}`;
    if (model === undefined) deviations.push(`${found}: none in the model`);
    else if (model.pagesPerZspage !== pagesPerZspage) {
      deviations.push(
        `${found}: ${counted(pagesPerZspage, 'page')} per zspage, ${model.pagesPerZspage} in the model`,
      );
    } else if (objAllocated % model.objsPerZspage !== 0) {
      deviations.push(
        `${found}: ${objAllocated} allocated objects, ${model.objsPerZspage} per zspage in the model`,
      );
    }
    ofSize.delete(size);
  }
  for (const size of ofSize.keys()) {
    deviations.push(`class of ${counted(size, 'byte')}: only in the model`);
  }
  return deviations;
}
