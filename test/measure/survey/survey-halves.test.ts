import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Survey } from '../../../src/measure/survey/survey.js';
import { surveyHalves } from '../../../src/measure/survey/survey-halves.js';

/** Pages with their number as compressed length; every third is a zero page. */
function surveyed(runs: Survey['runs']): Survey {
  const pageCount = runs.reduce((sum, { pages }) => sum + pages, 0);
  const zero = Uint8Array.from({ length: pageCount }, (_, page) => (page % 3 === 0 ? 1 : 0));
  const lengths = Uint16Array.from({ length: pageCount }, (_, page) => page);
  return {
    runs,
    zero,
    pageCount,
    zeroPages: Math.ceil(pageCount / 3),
    sha256: 'x',
    compressed: new Map([['lz4', { lengths, roundTrip: null }]]),
  };
}

test('halves of a survey: runs are cut, pages keep addresses, zeros and lengths', () => {
  const runs = [
    { pfn: 100, pages: 2 },
    { pfn: 200, pages: 4 },
    { pfn: 300, pages: 1 },
  ];
  const [first, second] = surveyHalves(surveyed(runs));
  assert.deepEqual(first.runs, [
    { pfn: 100, pages: 2 },
    { pfn: 200, pages: 1 },
  ]);
  assert.deepEqual(second.runs, [
    { pfn: 201, pages: 3 },
    { pfn: 300, pages: 1 },
  ]);
  assert.deepEqual([first.pageCount, second.pageCount], [3, 4]);
  assert.deepEqual(
    [[...first.zero], [...second.zero]],
    [
      [1, 0, 0],
      [1, 0, 0, 1],
    ],
  );
  assert.deepEqual([first.zeroPages, second.zeroPages], [1, 2]);
  assert.deepEqual([...(second.compressed.get('lz4')?.lengths ?? [])], [3, 4, 5, 6]);
});

test('halves of a survey: a single page is the only part', () => {
  const survey = surveyed([{ pfn: 1, pages: 1 }]);
  assert.deepEqual(surveyHalves(survey), [survey]);
});
