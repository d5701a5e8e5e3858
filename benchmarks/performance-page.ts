import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeWhole } from '../src/cli/output-file.js';
import { formatJson } from '../src/output/json.js';
import { formatMarkdown } from '../src/output/markdown.js';
import { partTable } from './figures-table.js';
import type { PerformanceDocument } from './performance-document.js';

const ROOT = new URL('../../', import.meta.url);
const DOCUMENT = fileURLToPath(new URL('bench-results/performance.json', ROOT));
const PAGE = fileURLToPath(new URL('docs/performance.md', ROOT));

const BEGIN = '<!-- figures: npm run bench -- --save -->';
const END = '<!-- end of figures -->';

/** Keeps a run: as JSON, and as the tables of the page that explains them. */
export async function savePerformance(performance: PerformanceDocument): Promise<void> {
  await writeWhole(DOCUMENT, (write) => write(formatJson(performance)));
  const page = withFigures(readFileSync(PAGE, 'utf8'), performance);
  await writeWhole(PAGE, (write) => write(page));
}

/** A page whose figures are those of a run. */
export function withFigures(page: string, performance: PerformanceDocument): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page has no place for figures: ${BEGIN}`);
  const before = page.slice(0, begin + BEGIN.length);
  return `${before}\n\n${figuresAsMarkdown(performance)}\n${page.slice(end)}`;
}

function figuresAsMarkdown({ machine, loadAverage, parts }: PerformanceDocument): string {
  const { cores, cpu, node, memoryBytes } = machine;
  const gib = (memoryBytes / 2 ** 30).toFixed(0);
  const load = `load average ${loadAverage.toFixed(1)} at the start`;
  const busy = loadAverage > cores / 2 ? ': a busy machine, rates and times are too bad' : '';
  return `Seen on ${cores} x ${cpu}, ${gib} GiB, Node ${node}; ${load}${busy}.\n\n${formatMarkdown({ document: {}, records: [], tables: parts.map(partTable) })}`;
}
