import { PAGE_SIZE } from '../../../common/page.js';
import type { Complain } from '../../../corpus/format/page-segments.js';
import { modelPool } from './model-pool.js';
import { NOT_TOLD, type StatisticsFormat } from './statistics-format.js';

/** A row of the table: a size class. */
export interface ClassRow {
  /** Bytes of an object. */
  readonly size: number;
  readonly objAllocated: number;
  readonly objUsed: number;
  readonly pagesUsed: number;
  readonly pagesPerZspage: number;
}

const HEAD = /^\s*class\s+size\s.*\sobj_allocated\s+obj_used\s+pages_used\s+pages_per_zspage/;
const HANDLE_BYTES = 8;

/**
 * /sys/kernel/debug/zsmalloc/*\/classes, with the columns of any kernel. Source: mm/zsmalloc.c, v7.3 (zs_stats_size_show),
 * Documentation/mm/zsmalloc.rst.
 */
export const ZSMALLOC_CLASSES: StatisticsFormat = {
  name: 'classes of a zsmalloc pool',
  matches: (text) => HEAD.test(text),
  parse: (text, complain) => {
    const rows = parseRows(text, complain);
    const pages = sumOf(rows, 'objUsed');
    const model = modelPool(rows);
    return [
      {
        ...NOT_TOLD,
        ...{ source: 'zsmalloc classes', pages, poolPages: sumOf(rows, 'pagesUsed') },
        ...{ modelPoolPages: model.pages, packedPoolPages: model.packedPages },
        meanLengthBytes: pages === 0 ? null : meanLength(rows, pages),
        incompressiblePages: { low: 0, high: rows.at(-1)?.objUsed ?? 0 },
        remarks: model.deviations,
      },
    ];
  },
};

function parseRows(text: string, complain: Complain): ClassRow[] {
  const [head, ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  const columns = head.trim().split(/\s+/);
  const place = (name: string) => columns.indexOf(name);
  const rows: ClassRow[] = [];
  let totals: readonly number[] | null = null;
  for (const line of lines) {
    const fields = line.trim().split(/\s+/);
    if (totals !== null) throw complain('an end behind the total', 'another line');
    if (fields[0] === 'Total') {
      totals = fields.slice(1).map(Number);
      continue;
    }
    if (fields.length !== columns.length || !fields.every((field) => /^\d+$/.test(field))) {
      throw complain(`rows of ${columns.length} numbers, for every class`, `'${line.trim()}'`);
    }
    rows.push({
      size: Number(fields[place('size')]),
      objAllocated: Number(fields[place('obj_allocated')]),
      objUsed: Number(fields[place('obj_used')]),
      pagesUsed: Number(fields[place('pages_used')]),
      pagesPerZspage: Number(fields[place('pages_per_zspage')]),
    });
  }
  // The line of totals lacks class and size, and pages per zspage.
  const total = totals?.[place('pages_used') - 2];
  const sum = sumOf(rows, 'pagesUsed');
  if (total !== sum) {
    throw complain(
      'rows that add up to the total',
      `${total ?? 'no'} pages in total, ${sum} in rows`,
    );
  }
  if (rows.some(({ objUsed, objAllocated }) => objUsed > objAllocated)) {
    throw complain('no more objects used than allocated', 'more');
  }
  return rows;
}

function sumOf(rows: readonly ClassRow[], column: keyof ClassRow): number {
  return rows.reduce((sum, row) => sum + row[column], 0);
}

/** An object of a class is longer than those of the class before. A whole page has its handle elsewhere. */
function meanLength(rows: readonly ClassRow[], pages: number) {
  let [low, high] = [0, 0];
  for (const [i, { size, objUsed }] of rows.entries()) {
    const smaller = rows[i - 1]?.size ?? HANDLE_BYTES;
    low += objUsed * (smaller - HANDLE_BYTES + 1);
    high += objUsed * (size === PAGE_SIZE ? PAGE_SIZE : size - HANDLE_BYTES);
  }
  return { low: low / pages, high: high / pages };
}
