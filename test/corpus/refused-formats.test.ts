import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { REFUSED_FORMATS } from '../../src/corpus/format/refused-formats.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';

const folder = temporaryFolder();

describe('refused formats: never read as raw, plain or packed, under any name', () => {
  for (const { name, remedy, signatures } of REFUSED_FORMATS) {
    it(name, async () => {
      for (const signature of signatures) {
        const content = somePages(2);
        for (const [at, text] of signature) content.write(text, at, 'latin1');
        for (const bytes of [content, gzipSync(content)]) {
          const path = fileIn(folder, 'x.raw', bytes);
          await assertRefused(path, new RegExp(`found ${name}; `), { dropPartial: true });
        }
      }
      assert.match(remedy, /^[a-z]/);
    });
  }
});
