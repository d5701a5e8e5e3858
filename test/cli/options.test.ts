import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect, collectList } from '../../src/cli/options.js';
import { refuses } from '../support/parsers.js';

describe('a list of names', () => {
  it('may be given in parts, the first of which takes the place of the default', () => {
    const standard = ['incremental', 'batch'];
    const once = collectList('a,b', standard);
    assert.deepEqual(once, ['a', 'b']);
    assert.deepEqual(collectList('c', once), ['a', 'b', 'c']);
    assert.deepEqual(standard, ['incremental', 'batch'], 'the default stays what it is');
  });

  it('leaves empty parts out, and has one that is not', () => {
    assert.deepEqual(collectList(',a,,b,', []), ['a', 'b']);
    refuses((text) => collectList(text, []), '', ',', ',,,');
  });

  it('of paths is taken whole, part by part', () => {
    assert.deepEqual(collect('x,y', collect('a,b', ['all'])), ['a,b', 'x,y']);
  });
});
