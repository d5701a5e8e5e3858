import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted } from '../../src/common/counted.js';

test('counted: singular for 1, plural for 0 and more than 1', () => {
  assert.deepEqual(
    [0, 1, 2, 11].map((count) => counted(count, 'byte')),
    ['0 bytes', '1 byte', '2 bytes', '11 bytes'],
  );
});
