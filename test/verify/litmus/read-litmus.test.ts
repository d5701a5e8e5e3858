import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../../src/common/errors.js';
import { readLitmusCases } from '../../../src/verify/litmus/litmus-files.js';
import { fileIn, temporaryFolder } from '../../support/files.js';

const folder = temporaryFolder();

const VALID = {
  schema: 'zswap-bench.litmus/1',
  summary: 'one store',
  sources: ['this test'],
  lengths: [1000],
  case: { tasks: [{ kind: 'store', pageCount: 4 }] },
  requires: { drift: 0 },
  expect: [{ strategy: 'batch', outcome: 'passes' }],
};

const read = (document: unknown) =>
  readLitmusCases(fileIn(folder, 'case.json', JSON.stringify(document)));

test('litmus file: fields that may be left out are filled in', async () => {
  const [{ name, test: read4, skip }] = await read(VALID);
  assert.deepEqual([name, skip], ['case', null]);
  assert.deepEqual(read4?.plan, {
    tasks: [{ kind: 'store', pageCount: 4, page: 0, older: false, memcg: 0 }],
    faults: [],
    roomPages: null,
    memcgRoomPages: null,
    parentRoomPages: null,
  });
  assert.deepEqual(read4?.schedule, []);
});

test('litmus file: `times` makes a task for each store', async () => {
  const store = { kind: 'store', pageCount: 1, times: 3 };
  const [{ test: read3 }] = await read({ ...VALID, case: { tasks: [store] } });
  assert.equal(read3?.plan.tasks.length, 3);
  assert.equal(Object.hasOwn(read3?.plan.tasks[0] ?? {}, 'times'), false);
});

test('litmus folder: cases of all folders below it, by path', async () => {
  const below = join(folder, 'many');
  mkdirSync(join(below, 'more'), { recursive: true });
  for (const name of ['b.json', 'a.json', 'more/c.json']) {
    fileIn(below, name, JSON.stringify(VALID));
  }
  fileIn(below, 'module.mjs', '');
  const cases = await readLitmusCases(below);
  assert.deepEqual(
    cases.map(({ name }) => name),
    ['a', 'b', 'more/c'],
  );
});

const store = (more: object) => ({ tasks: [{ kind: 'store', pageCount: 4, ...more }] });

// Each with the field that the message names.
const INVALID: readonly (readonly [document: unknown, message: RegExp])[] = [
  [null, /expected an object as the whole file; found null/],
  [[], /expected an object as the whole file; found a list of 0 items/],
  [{ ...VALID, schema: 'zswap-bench.litmus/2' }, /at schema; found 'zswap-bench\.litmus\/2'/],
  [{ ...VALID, summary: undefined }, /at summary; found nothing/],
  [{ ...VALID, sources: [] }, /at least one source at sources/],
  [{ ...VALID, sources: [7] }, /at sources\[0\]; found 7/],
  [{ ...VALID, lengths: [] }, /at least one length at lengths/],
  [{ ...VALID, lengths: [4097] }, /1 to 4096 at lengths\[0\]; found 4097/],
  [{ ...VALID, extra: 1 }, /no field but schema, .* at extra; found 1/],
  [{ ...VALID, skip: 'why' }, /no field but schema, summary, sources, skip at lengths/],
  [{ ...VALID, case: undefined }, /an object at case; found nothing/],
  [{ ...VALID, case: { tasks: [] } }, /1 to 2048 tasks at case\.tasks; found a list of 0/],
  [{ ...VALID, case: { tasks: [{ kind: 'shop' }] } }, /at case\.tasks\[0\]\.kind; found 'shop'/],
  [{ ...VALID, case: store({ pageCount: 0 }) }, /at case\.tasks\[0\]\.pageCount; found 0/],
  [{ ...VALID, case: store({ memcg: 2 }) }, /at case\.tasks\[0\]\.memcg; found 2/],
  [{ ...VALID, case: store({ times: 2049 }) }, /at case\.tasks\[0\]\.times; found 2049/],
  [{ ...VALID, case: { ...store({}), romPages: 1 } }, /no field but .* at case\.romPages; found 1/],
  [{ ...VALID, case: { ...store({}), writeback: true } }, /false.* at case\.writeback; found true/],
  [{ ...VALID, case: { ...store({}), schedule: [1] } }, /at case\.schedule\[0\]; found 1/],
  [
    { ...VALID, case: { ...store({}), faults: [{ task: 1, point: 'zs_malloc', occurrence: 0 }] } },
    /at case\.faults\[0\]\.task; found 1/,
  ],
  [
    { ...VALID, case: { ...store({}), faults: [{ task: 0, point: 'nowhere', occurrence: 0 }] } },
    /at case\.faults\[0\]\.point; found 'nowhere'/,
  ],
  [{ ...VALID, requires: {} }, /at least one figure at requires/],
  [{ ...VALID, requires: { stord: 1 } }, /a figure .* at requires\.stord; found 1/],
  [{ ...VALID, requires: { 'drift.stord': 1 } }, /a figure .* at requires\.drift\.stord/],
  [{ ...VALID, requires: { stored: 'one' } }, /at requires\.stored; found 'one'/],
  [{ ...VALID, requires: { stored: {} } }, /'least' or 'most' at requires\.stored/],
  [{ ...VALID, requires: { stored: 0.5 } }, /a whole number at requires\.stored; found 0\.5/],
  [
    { ...VALID, expect: [{ strategy: 'bach', outcome: 'passes' }] },
    /one of incremental, batch, .* at expect\[0\]\.strategy; found 'bach'/,
  ],
  [
    { ...VALID, expect: [{ strategy: 'batch', outcome: 'ok' }] },
    /passes or fails at expect\[0\]\.outcome; found 'ok'/,
  ],
  [
    { ...VALID, expect: [{ strategy: 'batch', kernel: '5.0', outcome: 'passes' }] },
    /at expect\[0\]\.kernel; found '5\.0'/,
  ],
  [
    { ...VALID, expect: [{ strategy: 'mainline-6.13', kernel: '6.18', outcome: 'passes' }] },
    /6\.13, the kernel of mainline-6\.13 at expect\[0\]\.kernel; found '6\.18'/,
  ],
];

test('litmus file: a wrong field is one line with file and field, exit code 2', async () => {
  for (const [document, message] of INVALID) {
    await assert.rejects(read(document), (error) => {
      assert.ok(error instanceof Failure, String(error));
      assert.equal(error.exitCode, 2);
      assert.match(error.message, /case\.json: expected .*; correct the file/);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
  }
});

test('litmus file: text that is no JSON, and a folder without cases', async () => {
  const broken = fileIn(folder, 'broken.json', '{');
  await assert.rejects(readLitmusCases(broken), /broken\.json: expected one whole JSON document/);
  const nowhere = join(folder, 'nowhere.json');
  await assert.rejects(readLitmusCases(nowhere), /expected a litmus case; found no such file/);
  const named = fileIn(folder, '<case>.json', JSON.stringify(VALID));
  await assert.rejects(readLitmusCases(named), /expected a name of .*; found '<case>'; rename/);
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  await assert.rejects(readLitmusCases(empty), /expected a folder with litmus cases.*found none/);
});
