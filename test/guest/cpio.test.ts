import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cpioArchive } from '../../src/guest/cpio.js';
import { CpioReader } from '../../src/guest/kernel/cpio-reader.js';

describe('cpio writer', () => {
  it('writes a folder and an executable as traced by hand', () => {
    const archive = cpioArchive([
      { path: 'bin', content: null },
      { path: 'bin/a', content: Buffer.from('hello'), executable: true },
    ]);
    const fields = (...values: string[]) => values.map((value) => value.padStart(8, '0')).join('');
    const expected = [
      // 110 bytes of header, 4 of "bin" with its end, 2 of padding.
      `070701${fields('1', '41ed', '0', '0', '1', '0', '0', '0', '0', '0', '0', '4', '0')}`,
      'bin\0\0\0',
      // 110 + 6 bytes need no padding; 5 bytes of content need 3.
      `070701${fields('2', '81ed', '0', '0', '1', '0', '5', '0', '0', '0', '0', '6', '0')}`,
      'bin/a\0',
      'hello\0\0\0',
      // 110 + 11 bytes need 3.
      `070701${fields('0', '81a4', '0', '0', '1', '0', '0', '0', '0', '0', '0', 'b', '0')}`,
      'TRAILER!!!\0\0\0\0',
    ].join('');
    assert.equal(archive.toString('latin1'), expected);
  });
});

describe('cpio reader', () => {
  it('reads back what the writer wrote, whatever the pieces', () => {
    const name = fc.stringMatching(/^[a-z0-9._-]{1,40}$/);
    const file = fc.tuple(name, fc.uint8Array({ maxLength: 50 }));
    const files = fc.uniqueArray(file, { selector: ([path]) => path });
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 300 }), (wanted, pieceBytes) => {
        const archive = cpioArchive([
          { path: 'folder', content: null },
          ...wanted.map(([path, content]) => ({ path, content })),
        ]);
        const found: [string, Uint8Array][] = [];
        const reader = new CpioReader({
          wanted: (path) => path !== 'TRAILER!!!',
          take: (path, content) => {
            found.push([path, new Uint8Array(content)]);
          },
        });
        for (let at = 0; at < archive.length; at += pieceBytes) {
          reader.push(archive.subarray(at, at + pieceBytes));
        }
        assert.deepEqual(found, wanted);
      }),
    );
  });

  it('passes over files that are not wanted', () => {
    const archive = cpioArchive([
      { path: 'a', content: Buffer.from('123') },
      { path: './b', content: Buffer.from('4567') },
    ]);
    const found: string[] = [];
    const reader = new CpioReader({
      wanted: (path) => path === 'b',
      take: (path, content) => found.push(`${path}=${Buffer.from(content)}`),
    });
    reader.push(archive);
    assert.deepEqual(found, ['b=4567']);
  });
});
