import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FOLIO_PAGES, type Folio } from '../../../src/model/folio/folio.js';
import type { Run } from '../../../src/model/folio/folio-queue.js';
import { foliosOf, spans } from '../../support/folios.js';

const runs = fc.array(
  fc.record({ pfn: fc.nat({ max: 2000 }), pages: fc.integer({ min: 1, max: 700 }) }),
  { minLength: 1, maxLength: 4 },
);
const folioPages = fc.constantFrom(...FOLIO_PAGES);
const pagesOf = (all: readonly Run[]) => all.reduce((sum, { pages }) => sum + pages, 0);

/** Each page's folio by definition: the largest block of a legal size around it that is aligned and wholly in its run. */
function byDefinition(all: readonly Run[], largest: number): [number, number][] {
  const folios: [number, number][] = [];
  let firstOfRun = 0;
  for (const { pfn, pages } of all) {
    for (let at = pfn; at < pfn + pages; at++) {
      for (const size of FOLIO_PAGES.filter((legal) => legal <= largest).toReversed()) {
        const start = Math.floor(at / size) * size;
        if (start < pfn || start + size > pfn + pages) continue;
        if (start === at) folios.push([firstOfRun + at - pfn, size]);
        break;
      }
    }
    firstOfRun += pages;
  }
  return folios;
}

function assertConsecutive(folios: readonly Folio[]): void {
  let next = 0;
  const slots = new Set<number>();
  for (const [i, { number, page, pageCount, slot }] of folios.entries()) {
    assert.equal(number, i);
    assert.equal(page, next, 'each page of each pass comes exactly once, in order');
    next += pageCount;
    assert.equal(slot % pageCount, 0, 'natural alignment of slots');
    for (let each = slot; each < slot + pageCount; each++) slots.add(each);
  }
  assert.equal(slots.size, next, 'no slot is used twice');
}

test('aligned: one pass is the folios that the definition gives', () => {
  fc.assert(
    fc.property(runs, folioPages, (all, size) => {
      const offerPages = pagesOf(all);
      const folios = foliosOf(all, { grouping: 'aligned', folioPages: size, offerPages });
      assert.deepEqual(spans(folios), byDefinition(all, size));
      assertConsecutive(folios);
    }),
  );
});

test('aligned: any offer is whole passes and as much of the next as fits', () => {
  fc.assert(
    fc.property(runs, folioPages, fc.nat({ max: 4000 }), (all, size, offerPages) => {
      const pass = byDefinition(all, size);
      const expected: [number, number][] = [];
      for (let left = offerPages, i = 0; left >= pass[i % pass.length][1]; i++) {
        const [page, pageCount] = pass[i % pass.length];
        expected.push([page + Math.floor(i / pass.length) * pagesOf(all), pageCount]);
        left -= pageCount;
      }
      const folios = foliosOf(all, { grouping: 'aligned', folioPages: size, offerPages });
      assert.deepEqual(spans(folios), expected);
      assertConsecutive(folios);
    }),
  );
});

test('dense: the offer is used up, in folios of the asked size but for its very end', () => {
  fc.assert(
    fc.property(runs, folioPages, fc.nat({ max: 4000 }), (all, size, offerPages) => {
      const folios = foliosOf(all, { grouping: 'dense', folioPages: size, offerPages });
      const whole = Math.floor(offerPages / size);
      assert.deepEqual(
        folios.map(({ pageCount }) => pageCount),
        [...Array(whole).fill(size), ...Array(offerPages % size).fill(1)],
      );
      assertConsecutive(folios);
    }),
  );
});

test('both: zero pages are those of the repeated corpus', () => {
  const grouping = fc.constantFrom('aligned', 'dense');
  const zeros = fc.array(fc.nat(), { maxLength: 200 });
  fc.assert(
    fc.property(runs, folioPages, grouping, zeros, (all, size, how, some) => {
      const count = pagesOf(all);
      const zero = new Set(some.map((page) => page % count));
      const options = { grouping: how, folioPages: size, offerPages: 2 * count + 3 } as const;
      for (const folio of foliosOf(all, options, [...zero])) {
        const pages = Array.from({ length: folio.pageCount }, (_, i) => (folio.page + i) % count);
        assert.equal(folio.zeroPages, pages.filter((page) => zero.has(page)).length);
      }
    }),
  );
});

test('aligned and dense: a start page leaves out whole folios, and does not change the others', () => {
  const grouping = fc.constantFrom('aligned' as const, 'dense' as const);
  fc.assert(
    fc.property(runs, folioPages, grouping, fc.nat({ max: 3000 }), (all, size, how, startPage) => {
      const options = { grouping: how, folioPages: size };
      const pages = pagesOf(all);
      const whole = foliosOf(all, { ...options, offerPages: 5 * pages + 8000 });
      const started = foliosOf(all, { ...options, offerPages: pages, startPage });
      const first = whole.findIndex(({ page }) => page >= startPage);
      const expected = spans(whole).slice(first);
      const complete = started.filter(({ pageCount }) => how === 'aligned' || pageCount === size);
      assert.deepEqual(spans(complete), expected.slice(0, complete.length));
      assert.ok(started.length > 0);
    }),
  );
});
