import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isSameFilled } from '../../src/common/same-filled.js';
import { MIN_TEXT, Redactor } from '../../src/corpus/redaction/redactor.js';

const PAGE = 4096;
const ENCODINGS = { ascii: 1, 'UTF-16': 2, 'UTF-32': 4 } as const;

/** A page of bytes that are no text, with some text at a position. */
function pageWith(text: string, at = 100, stride = 1): Buffer {
  const page = Buffer.alloc(PAGE, 0x80);
  place(page, text, at, stride);
  return page;
}

function place(page: Buffer, text: string, at: number, stride = 1): void {
  for (let i = 0; i < text.length; i++) {
    page.fill(0, at + i * stride, at + (i + 1) * stride);
    page[at + i * stride] = text.charCodeAt(i);
  }
}

function textAt(page: Uint8Array, length: number, at = 100, stride = 1): string {
  return Array.from({ length }, (_, i) => String.fromCharCode(page[at + i * stride])).join('');
}

const classOf = (character: string) =>
  character.replace(/[a-z]/, 'a').replace(/[A-Z]/, 'A').replace(/[0-9]/, '0');

/** Text as each character's kind: other characters stand for themselves. */
const shapeOf = (text: string) => [...text].map(classOf).join('');

describe('redactor', () => {
  it('replaces letters and digits by others of their kind, and keeps the rest', () => {
    const text = '{"User_Name": "Erika.Mustermann@Example.org", id=20261124}\r\n\tSECRET';
    for (const [name, stride] of Object.entries(ENCODINGS)) {
      const page = pageWith(text, 100, stride);
      const redacted = new Redactor().redacted(page);
      const found = textAt(redacted, text.length, 100, stride);
      assert.equal(shapeOf(found), shapeOf(text), name);
      for (const word of text.match(/\w{5,}/g) ?? []) assert.ok(!found.includes(word), found);
      const restored = Buffer.from(redacted);
      page.copy(restored, 100, 100, 100 + text.length * stride);
      assert.ok(restored.equals(page), 'no other byte changes');
    }
  });

  it('keeps runs that are shorter than text, and all that is not printable', () => {
    const short = 'x'.repeat(MIN_TEXT - 1);
    const page = pageWith(short);
    place(page, short, 200, 2);
    place(page, short, 300, 4);
    assert.ok(page.equals(new Redactor().redacted(page)));
  });

  it('replaces equal words by equal noise, in any case, within one redaction alone', () => {
    const page = pageWith('password Password PASSWORD passwort');
    const redactor = new Redactor();
    const [first, second, third, other] = textAt(redactor.redacted(page), 35).split(' ');
    assert.deepEqual([second.toLowerCase(), third.toLowerCase()], [first, first]);
    assert.notEqual(other.slice(0, 7), first.slice(0, 7));
    assert.equal(textAt(redactor.redacted(page), 8), first);
    assert.notEqual(textAt(new Redactor().redacted(page), 8), first);
  });

  it('makes each character depend on the whole word', () => {
    const redactor = new Redactor();
    const noise = (word: string) => textAt(redactor.redacted(pageWith(word)), word.length);
    const differing = Array.from({ length: 26 }, (_, i) =>
      noise(`secretw${String.fromCharCode(97 + i)}`),
    ).filter((word, _, [first]) => word.slice(0, 7) !== first.slice(0, 7));
    assert.equal(differing.length, 25);
  });

  it('replaces text that crosses pages, and whatever may go on beyond the bytes', () => {
    const pages = Buffer.alloc(3 * PAGE, 0x80);
    for (const at of [0, PAGE - 2, 3 * PAGE - 3]) place(pages, 'zqx', at);
    place(pages, 'jq', PAGE + 1);
    // Some of it stays as it is by chance.
    const changed = [0, PAGE - 2, PAGE + 1, 3 * PAGE - 3].map((at) =>
      Array.from({ length: 20 }, () => textAt(new Redactor().redacted(pages), 2, at)),
    );
    for (const texts of changed) assert.ok(new Set(texts).size > 1, texts[0]);
  });

  it('starts words anew on each page', () => {
    const redactor = new Redactor();
    const page = Buffer.alloc(PAGE, 'Buchstaben');
    const after = (text: string) => {
      const before = Buffer.alloc(PAGE, text);
      const pages = Buffer.concat([before, page, before]);
      return Buffer.from(redactor.redacted(pages).subarray(PAGE, 2 * PAGE));
    };
    assert.ok(after('abc ').equals(after('xyzvw;')));
    assert.ok(after('abc ').equals(after(' 123')));
  });

  it('keeps pages equal, and filled with one word', () => {
    const words = fc.constantFrom(
      'aaaaaaaa',
      'Ab1Ab1Ab',
      'x\0\0\0\0\0\0\0',
      '    ab  ',
      '12345678',
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (fillings) => {
        const between = Buffer.alloc(PAGE, 0x80);
        const filled = fillings.flatMap((word) => [between, Buffer.alloc(PAGE, word, 'latin1')]);
        const pages = Buffer.concat([...filled, ...filled, between]);
        const redacted = Buffer.from(new Redactor().redacted(pages));
        for (let page = 0; page < filled.length; page++) {
          assert.ok(isSameFilled(redacted, page * PAGE), `page ${page}`);
          const other = page + filled.length;
          const [a, b] = [page, other].map((i) => redacted.subarray(i * PAGE, (i + 1) * PAGE));
          assert.ok(a.equals(b));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('leaves no run of letters and digits of any bytes, wherever it lies', () => {
    const noise = fc.uint8Array({ minLength: 0, maxLength: 40 }).map((bytes) => Buffer.from(bytes));
    // Long enough not to come out by chance.
    const secret = fc.stringMatching(/^[A-Za-z0-9]{12,60}$/);
    const encoding = fc.constantFrom(...Object.values(ENCODINGS));
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, secret, encoding), { minLength: 1 }), (parts) => {
        const bytes = Buffer.concat(
          parts.flatMap(([before, text, stride]) => {
            const encoded = Buffer.alloc(text.length * stride);
            place(encoded, text, 0, stride);
            return [before, encoded];
          }),
        );
        const size = Math.ceil(bytes.length / PAGE) * PAGE;
        const pages = Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
        const redacted = Buffer.from(new Redactor().redacted(pages));
        assert.equal(redacted.length, pages.length);
        for (const [, text, stride] of parts) {
          for (let at = 0; at + 12 <= text.length; at++) {
            const piece = Buffer.alloc(12 * stride);
            place(piece, text.slice(at, at + 12), 0, stride);
            assert.ok(pages.includes(piece), 'it was there');
            assert.ok(!redacted.includes(piece), text);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
