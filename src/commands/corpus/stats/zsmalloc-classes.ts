import { PAGE_SIZE } from '../../../common/page.js';
import type { Complain } from '../../../corpus/format/page-segments.js';
import { type ClassRow, modelPool } from './model-pool.js';
import { NOT_TOLD, type StatisticsFormat } from './statistics-format.js';

const HEAD = /^\s*class\s+size\s.*\sobj_allocated\s+obj_used\s+pages_used\s+pages_per_zspage/;
const HANDLE_BYTES = 8;

/** Columns whose totals are checked. */
const SUMMED = [
  ['obj_allocated', 'objAllocated'],
  ['obj_used', 'objUsed'],
  ['pages_used', 'pagesUsed'],
] as const;

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
  // The line of totals lacks class and size.
  for (const [name, column] of SUMMED) {
    const total = totals?.[place(name) - 2] ?? 'no';
    const sum = sumOf(rows, column);
    if (total !== sum) {
      throw complain('rows that add up to the total', `${name}: ${total} in total, ${sum} in rows`);
    }
  }
  checkRows(rows, complain);
  return rows;
}

function checkRows(rows: readonly ClassRow[], complain: Complain): void {
  for (const [i, { size, objUsed, objAllocated }] of rows.entries()) {
    if (size <= (rows[i - 1]?.size ?? HANDLE_BYTES) || size > PAGE_SIZE) {
      throw complain(`rising sizes of at most ${PAGE_SIZE} bytes`, `a class of ${size}`);
    }
    if (objUsed > objAllocated) {
      throw complain('no more objects used than allocated', `${objUsed} of ${objAllocated}`);
    }
  }
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
