import assert from 'node:assert/strict';
import { closeSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { openUnnamedFile, unnamedFileOf, writeAt } from '../../src/common/unnamed-file.js';
import { temporaryFolder } from '../support/files.js';

const folder = temporaryFolder();

describe('unnamed file', () => {
  it('holds what is written and has no name, in a folder that it makes', () => {
    const fd = unnamedFileOf(`${folder}/new`, Buffer.from('hello'));
    writeAt(fd, Buffer.from('y!'), 4);
    assert.deepEqual(readdirSync(`${folder}/new`), []);
    assert.equal(readFileSync(`/proc/self/fd/${fd}`, 'utf8'), 'helly!');
    closeSync(fd);
  });

  it('is another one each time', () => {
    const [a, b] = [openUnnamedFile(folder), openUnnamedFile(folder)];
    writeAt(a, Buffer.from('a'), 0);
    assert.equal(readFileSync(`/proc/self/fd/${b}`, 'utf8'), '');
    assert.deepEqual(readdirSync(folder), ['new']);
    closeSync(a);
    closeSync(b);
  });
});
