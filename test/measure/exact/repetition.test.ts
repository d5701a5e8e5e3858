import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RepetitionFacts, repetitionsOf } from '../../../src/measure/exact/repetition.js';

const FACTS: RepetitionFacts = {
  count: 20,
  seed: 7,
  corpus: 'redis',
  corpusPages: 2713,
  limitPages: 5000,
  scenario: 'fill',
};

describe('repetitions', () => {
  it('0 has the given seed, no start page and no fill', () => {
    const [first] = repetitionsOf(FACTS);
    assert.deepEqual(first, { index: 0, seed: 7, startPage: 0, fillPages: 0 });
  });

  it('each start is in its own part of the corpus, at a place that the seed decides', () => {
    const partOf = (startPage: number) => (startPage * FACTS.count) / FACTS.corpusPages;
    const starts = repetitionsOf(FACTS).map(({ startPage }) => startPage);
    for (const [index, startPage] of starts.entries()) {
      assert.ok(partOf(startPage + 1) > index && partOf(startPage) < index + 1, `${startPage}`);
    }
    const other = repetitionsOf({ ...FACTS, seed: 8 }).map(({ startPage }) => startPage);
    assert.ok(starts.filter((startPage, i) => startPage !== other[i]).length > 15);
  });

  it('fills are below 2% of the limit and differ; none in scenario edge', () => {
    const fills = repetitionsOf(FACTS).map(({ fillPages }) => fillPages);
    assert.ok(fills.every((fillPages) => fillPages >= 0 && fillPages < 100));
    assert.ok(new Set(fills).size > 10);
    const inEdge = repetitionsOf({ ...FACTS, scenario: 'edge' });
    assert.ok(inEdge.every(({ fillPages }) => fillPages === 0));
    assert.deepEqual(
      inEdge.map(({ startPage }) => startPage),
      repetitionsOf(FACTS).map(({ startPage }) => startPage),
    );
  });

  it('seeds are distinct, and depend on the corpus', () => {
    const seedsOf = (facts: RepetitionFacts) => repetitionsOf(facts).map(({ seed }) => seed);
    assert.equal(new Set(seedsOf(FACTS)).size, 20);
    assert.notDeepEqual(seedsOf(FACTS).slice(1), seedsOf({ ...FACTS, corpus: 'node' }).slice(1));
  });
});
