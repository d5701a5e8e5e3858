import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageSet } from '../../../src/measure/survey/page-set.js';
import { randomPage } from '../../support/pages.js';

test('page set: takes each content once, also after its table was doubled', () => {
  const set = new PageSet();
  const seeds = Array.from({ length: 3000 }, (_, i) => i);
  const page = new Uint32Array(1024);
  const added = () =>
    seeds.filter((seed) => set.add(new Uint8Array(page.fill(seed).buffer))).length;
  assert.deepEqual([added(), added()], [3000, 0]);
});

test('page set: tells pages apart that differ in one bit', () => {
  const set = new PageSet();
  const page = randomPage(1);
  set.add(page);
  page[4095] ^= 1;
  assert.equal(set.add(page), true);
});
