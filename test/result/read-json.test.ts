import assert from 'node:assert/strict';
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readJson } from '../../src/result/read-json.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { inOwnProcess } from '../support/peak-memory.js';
import { assertInputFailure } from '../support/refusals.js';

const folder = temporaryFolder();
const MIB = 2 ** 20;

async function refused(path: string, said: RegExp): Promise<void> {
  await assert.rejects(readJson(path), (error) => {
    assertInputFailure(error, path);
    assert.match(error.message, said);
    return true;
  });
}

function refusedText(text: string | Uint8Array, said: RegExp): Promise<void> {
  return refused(fileIn(folder, 'x.json', text), said);
}

/** Creates a sparse file. */
function hole(name: string, bytes: number): string {
  const path = fileIn(folder, name, '"');
  truncateSync(path, bytes);
  return path;
}

describe('JSON from a file', () => {
  it('equals the written value, with any characters', async () => {
    const value = { 'a "b" \\': ['[{,', '\u{1f600}', 1e-7, null, true, { x: [] }], '"': '\\"' };
    const path = fileIn(folder, 'x.json', `\ufeff  ${JSON.stringify(value, null, 1)}\n`);
    assert.deepEqual(await readJson(path), value);
  });

  it('is an error if it is truncated, or more than one document', async () => {
    const text = JSON.stringify({ a: [1, 2, { b: 'text' }] });
    for (let length = 1; length < text.length; length++) {
      await refusedText(text.slice(0, length), /expected one whole JSON document in UTF-8; found /);
    }
    await refusedText('', /found an empty file/);
    await refusedText(`${text}${text}`, /expected one whole JSON document/);
  });

  it('is an error if it is not JSON', async () => {
    for (const text of ['{"a":NaN}', '{"a":Infinity}', '{a:1}', "{'a':1}", '[1,]', '[01]', '//']) {
      await refusedText(text, /expected one whole JSON document/);
    }
    await refusedText('"two\nlines"', /expected one whole JSON document/);
    await refusedText(Uint8Array.of(0x22, 0xff, 0x22), /in UTF-8/);
  });

  it('is an error with the key __proto__, at any depth and in any notation', async () => {
    await refusedText('{"__proto__": {"polluted": 1}}', /found the key '__proto__'/);
    await refusedText('[[{"a": {"\\u005f_proto__": null}}]]', /found the key '__proto__'/);
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    assert.deepEqual(await readJson(fileIn(folder, 'x.json', '["__proto__"]')), ['__proto__']);
  });

  it('is an error if it nests deeper than any result', async () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    await readJson(fileIn(folder, 'x.json', nested(32)));
    await refusedText(nested(33), /nesting of at most 32 levels/);
    await refusedText('{"a":'.repeat(100_000), /nesting of at most 32 levels/);
    await readJson(fileIn(folder, 'x.json', JSON.stringify('['.repeat(100))));
  });

  it('is an error with too many values', async () => {
    await refusedText(`[${'0,'.repeat(2 ** 24)}0]`, /at most 16777216 values/);
  });
});

describe('a file', () => {
  it('that is missing, or a folder, is an error', async () => {
    await refused(join(folder, 'none.json'), /found no such file/);
    mkdirSync(join(folder, 'folder'));
    await refused(join(folder, 'folder'), /found a directory/);
    await refused(join(fileIn(folder, 'x.json', ''), 'below'), /found not a directory/);
  });

  it('that is too large is an error before it is read', () => {
    const { returned, peakMiB } = inOwnProcess<string>(
      `const { readJson } = await load('result/read-json.js');
      return await readJson(input.path).catch((error) => error.message);`,
      { path: hole('huge.json', 1024 * MIB) },
    );
    assert.match(returned, /at most 268435456 bytes; found 1073741824 bytes/);
    assert.ok(peakMiB < 120, `${peakMiB} MiB`);
  });

  it('of unknown size is an error if it is too long', () => {
    const { returned, peakMiB } = inOwnProcess<string>(
      `const { readJson } = await load('result/read-json.js');
      return await readJson('/dev/zero').catch((error) => error.message);`,
      {},
    );
    assert.match(returned, /at most 268435456 bytes; found more/);
    assert.ok(peakMiB < 600, `${peakMiB} MiB`);
  });
});
