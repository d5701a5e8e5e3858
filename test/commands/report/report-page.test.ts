import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import type { PageData } from '../../../src/commands/report/page-data.js';
import { reportPage } from '../../../src/commands/report/report-page.js';
import type { ModelResult } from '../../../src/result/document.js';
import { FIVE_HUNDRED, gridResult, realResult } from '../../support/report-results.js';

const NO_USER_NAMES = { corpora: [], strategies: [] };
const HOSTILE = `</script><script>alert(1)</script><img src=x onerror="alert('2')">`;
let real: ModelResult;
before(async () => {
  real = await realResult();
});

function dataOf(page: string): PageData {
  const [, text = ''] =
    /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(text) as PageData;
}

describe('the page of a report', () => {
  it('has one script, the only one that its policy allows', () => {
    const page = reportPage(real, NO_USER_NAMES);
    const scripts = [...page.matchAll(/<script(.*?)>(.*?)<\/script>/gs)];
    assert.deepEqual(
      scripts.map(([, attributes]) => attributes),
      [' type="application/json" id="data"', ''],
    );
    const hash = createHash('sha256').update(scripts[1][2]).digest('base64');
    assert.match(page, /http-equiv="Content-Security-Policy" content="default-src 'none';/);
    assert.ok(page.includes(`script-src 'sha256-${hash}'`));
    const markup = page.replace(/<script.*?<\/script>/gs, '');
    assert.equal(/<(link|img|iframe|object|embed|base|form|a)\b|url\(/.exec(markup), null);
  });

  it('contains the figures of every cell', () => {
    const { cells } = dataOf(reportPage(real, NO_USER_NAMES));
    assert.equal(cells.length, real.cells.length);
    real.cells.forEach(({ exact, strategy }, i) => {
      assert.equal(cells[i].strategy, strategy);
      assert.equal(cells[i].pool.peakPages, exact.pool.peakPages);
      assert.equal(cells[i].pool.acceptPages, Math.floor((exact.pool.limitPages * 90) / 100));
      const sum = cells[i].rejects.reduce((total, [, folios]) => total + folios, 0);
      assert.equal(sum, exact.folios.rejected);
    });
  });

  it('shows hostile names as text', () => {
    const names = { ...FIVE_HUNDRED, corpora: [HOSTILE], strategies: [HOSTILE, '__proto__'] };
    const result = { ...gridResult(real, names), tool: { version: HOSTILE } };
    const page = reportPage(result, { corpora: [HOSTILE], strategies: [HOSTILE] });
    assert.equal(page.match(/<script/g)?.length, 2);
    assert.equal(/<img/.exec(page), null);
    assert.ok(page.includes('&lt;/script&gt;&lt;script&gt;alert(1)'));
    assert.equal(dataOf(page).cells[0].corpus, HOSTILE);
  });

  it('of 500 cells is below 2 MB; timelines of more cells add nothing', () => {
    const result = gridResult(real, FIVE_HUNDRED);
    assert.equal(result.cells.length, 500);
    const page = reportPage(result, NO_USER_NAMES);
    assert.ok(Buffer.byteLength(page) < 2_000_000, `${Buffer.byteLength(page)} bytes`);
    const many = { ...result, cells: Array(10).fill(result.cells).flat() };
    const points = dataOf(reportPage(many, NO_USER_NAMES)).cells.map(
      ({ timeline }) => timeline.us.length,
    );
    assert.equal(Math.max(...points), 14);
  });

  it('of 4,000 cells is below 6 MB', () => {
    const compressors = ['lz4', 'zstd', 'zstd:1', 'lzo', 'lzo-rle', '842', 'deflate', 'lz4-wasm'];
    const result = gridResult(real, { ...FIVE_HUNDRED, compressors, tasks: [1, 4] });
    assert.equal(result.cells.length, 4000);
    const bytes = Buffer.byteLength(reportPage(result, NO_USER_NAMES));
    assert.ok(bytes < 6_000_000, `${bytes} bytes`);
  });

  it('starts with correctness faults', () => {
    const [{ exact, ...cell }] = real.cells;
    const rollback = { ...exact.rollback, drift: { stored_pages: 3 }, declared: [] };
    const { repetitions: _, ...once } = cell;
    const page = reportPage(
      { ...real, cells: [{ ...once, exact: { ...exact, rollback } }] },
      NO_USER_NAMES,
    );
    const [first] = /<dl>\s*<div.*?<\/div>/s.exec(page) ?? [''];
    assert.match(first, /class="alarm".*Correctness faults.*stored_pages drifted by 3/s);
  });
});
