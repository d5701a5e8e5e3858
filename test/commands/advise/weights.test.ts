import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neighbouringWeights, parseWeights } from '../../../src/commands/advise/weights.js';
import { InvalidValue } from '../../../src/common/errors.js';

test('weights: a name that is left out keeps 1', () => {
  assert.deepEqual(parseWeights('cpu=0.5,ram=3'), { ram: 3, io: 1, cpu: 0.5 });
});

test('weights: other names, signs and three zeros are invalid', () => {
  for (const text of ['', 'ram', 'ram=', 'ram=-1', 'disk=1', 'ram=1;io=1', 'ram=0,io=0,cpu=0']) {
    assert.throws(() => parseWeights(text), InvalidValue, text);
  }
});

test('weights: neighbours have one weight halved or doubled, and none for a weight of 0', () => {
  assert.deepEqual(neighbouringWeights({ ram: 4, io: 0, cpu: 1 }), [
    ['as given', { ram: 4, io: 0, cpu: 1 }],
    ['ram x0.5', { ram: 2, io: 0, cpu: 1 }],
    ['ram x2', { ram: 8, io: 0, cpu: 1 }],
    ['cpu x0.5', { ram: 4, io: 0, cpu: 0.5 }],
    ['cpu x2', { ram: 4, io: 0, cpu: 2 }],
  ]);
});
