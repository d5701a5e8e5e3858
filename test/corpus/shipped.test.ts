import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { openPageSource } from '../../src/corpus/page-source.js';
import { shippedCorpora, shippedPath } from '../../src/corpus/shipped.js';
import { survey } from '../../src/measure/survey/survey.js';
import { ROOT } from '../support/program.js';

const shipped = [...shippedCorpora().values()];

describe('shipped corpora', () => {
  it('are six or more, with at most 32 MiB in total', () => {
    assert.ok(shipped.length >= 6, `${shipped.length} corpora`);
    const bytes = shipped.reduce((sum, corpus) => sum + statSync(shippedPath(corpus)).size, 0);
    assert.ok(bytes <= 32 * 2 ** 20, `${bytes} bytes`);
  });

  for (const corpus of shipped) {
    it(`${corpus.name}: matches the manifest`, async () => {
      const source = await openPageSource(shippedPath(corpus));
      try {
        const { sha256, pageCount, zeroPages } = await survey(source, new Map(), false);
        assert.equal(source.format, 'ELF core');
        assert.deepEqual(source.remarks, [], 'only swappable pages');
        assert.deepEqual(
          { pages: pageCount, zeroPages, sha256 },
          { pages: corpus.pages, zeroPages: corpus.zeroPages, sha256: corpus.sha256 },
        );
      } finally {
        await source.close();
      }
    });

    it(`${corpus.name}: has its origin in the manifest`, () => {
      assert.match(corpus.date, /^\d{4}-\d{2}-\d{2}$/);
      assert.ok(corpus.workload.length > 0 && corpus.kernel.length > 0);
      assert.ok(corpus.packages.length > 0);
      assert.ok(existsSync(`${ROOT}corpora/${corpus.recipe}`), corpus.recipe);
    });
  }
});
