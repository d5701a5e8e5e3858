import { type Explanation, firstDifference } from '../result/explanation.js';
import type { Format } from './format.js';
import { formatJson } from './json.js';
import { count } from './numbers.js';
import { renderTable } from './table.js';

/** `explain`: one trail, or two and the step where they part. */
export function formatExplanations(trails: readonly Explanation[], format: Format): string {
  const [one, other] = trails;
  const part = other === undefined ? null : firstDifference(one, other);
  if (format === 'json') return formatJson({ trails, firstDifference: part });
  const texts = trails.map(describeTrail);
  if (other !== undefined) {
    const where = part === null ? 'They do not part.' : `They part at step ${part}.`;
    texts.push(`${where}\n`);
  }
  return texts.join('\n');
}

function describeTrail({ key, folio, outcome, steps }: Explanation): string {
  const { number, pageCount, page, slot, memcg } = folio;
  const ending =
    outcome.refused === null
      ? `stored, ${outcome.storedPages} pages`
      : `refused (${outcome.refused}) at page ${outcome.failingPage}, ${outcome.wasted} pages compressed for nothing`;
  const title =
    `${key}: ${ending}\n` +
    `folio ${number}: pages ${page} to ${page + pageCount - 1}, swap slots from ${slot}, memcg ${memcg}`;
  return renderTable(
    title,
    [
      ['step', 'number'],
      ['looked and did', 'text'],
      ['moved', 'text'],
    ],
    steps.map(({ looked, moved }, i) => [count(i + 1), looked.join('; '), moved.join(', ')]),
  );
}
