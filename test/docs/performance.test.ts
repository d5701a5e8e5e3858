import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { PerformanceDocument } from '../../benchmarks/performance-document.js';
import { withFigures } from '../../benchmarks/performance-page.js';
import { ROOT } from '../support/program.js';

const page = readFileSync(`${ROOT}docs/performance.md`, 'utf8');
const performance = JSON.parse(
  readFileSync(`${ROOT}bench-results/performance.json`, 'utf8'),
) as PerformanceDocument;

describe('docs/performance.md', () => {
  it('shows the figures of bench-results/performance.json', () => {
    assert.equal(withFigures(page, performance), page);
  });

  it('says what each part is', () => {
    for (const { name } of performance.parts) assert.ok(page.includes(`\n- \`${name}\`: `), name);
  });

  it('shows other figures where there are others', () => {
    const [part, ...rest] = performance.parts;
    const figure = {
      what: 'a thing',
      unit: 'ms',
      median: 2,
      low: 1,
      high: 3,
      target: { atMost: 1 },
    };
    const changed = { ...performance, parts: [{ ...part, result: [figure] }, ...rest] };
    const text = withFigures(page, changed);
    assert.ok(
      text.includes('| a thing | 2.00 | ms | 1.00 .. 3.00 | <= 1 | missed |'.replace('<', '&lt;')),
    );
    assert.equal(withFigures(text, performance), page);
  });

  it('says why a part was left out', () => {
    const skipped = { name: 'native', title: 'T', result: { skipped: 'no compiler' } };
    assert.match(withFigures(page, { ...performance, parts: [skipped] }), /left out: no compiler/);
  });

  it('has a place for figures', () => {
    assert.throws(() => withFigures('# Title\n', performance), /no place for figures/);
  });
});
