import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect, collectList } from '../../src/cli/options.js';
import { refuses } from '../support/parsers.js';

describe('a list of names', () => {
  it('may be given in parts; the first replaces the default', () => {
    const standard = ['incremental', 'batch'];
    const once = collectList('a,b', standard);
    assert.deepEqual(once, ['a', 'b']);
    assert.deepEqual(collectList('c', once), ['a', 'b', 'c']);
    assert.deepEqual(standard, ['incremental', 'batch'], 'the default stays what it is');
  });

  it('drops empty parts, and needs one name', () => {
    assert.deepEqual(collectList(',a,,b,', []), ['a', 'b']);
    refuses((text) => collectList(text, []), '', ',', ',,,');
  });

  it('of paths takes each argument whole', () => {
    assert.deepEqual(collect('x,y', collect('a,b', ['all'])), ['a,b', 'x,y']);
  });
});
