import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placed } from '../../src/simulation/numa.js';
import { folioAt } from '../support/watched-zswap.js';

test('placed: local is the CPU mod nodes, interleave the number of the folio mod nodes', () => {
  const folio = { ...folioAt(0, 4), number: 7 };
  const nodeOf = (nodes: number, policy: 'local' | 'interleave', cpu: number) =>
    placed(folio, { nodes, policy }, cpu).node;
  assert.deepEqual(
    [0, 1, 2, 5].map((cpu) => nodeOf(3, 'local', cpu)),
    [0, 1, 2, 2],
  );
  assert.deepEqual(
    [0, 1, 2].map((cpu) => nodeOf(3, 'interleave', cpu)),
    [1, 1, 1],
  );
  assert.equal(placed(folio, { nodes: 1, policy: 'interleave' }, 5), folio);
});
