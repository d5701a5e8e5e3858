import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { temporaryFolder } from '../support/files.js';
import { FUZZERS } from './fuzzers.js';
import { fuzz } from './runner.js';

const folder = temporaryFolder();

for (const [name, make] of FUZZERS) {
  test(`fuzzer ${name}: 2,000 cases hold, and all ends are reached`, async (t) => {
    const fuzzer = await make(folder);
    const { cases, ends, fault } = await fuzz(fuzzer, { seed: 1, cases: 2000 });
    assert.equal(fault, null, fault ?? '');
    assert.equal(cases, 2000);
    assert.deepEqual([...ends.keys()].sort(), [...fuzzer.ends].sort());
    assert.ok(Math.min(...ends.values()) >= 20, 'each end is reached often');
    t.diagnostic(JSON.stringify([...ends]));
  });
}

const NUMBERS = {
  name: 'numbers',
  inputs: fc.nat({ max: 1000 }),
  ends: ['below 100'],
  check: async (input: number) => {
    assert.ok(input < 100, `${input} is not below 100`);
    return 'below 100';
  },
};

test('a fault is the smallest case, with the command that runs it again', async () => {
  const { fault } = await fuzz(NUMBERS, { seed: 3, cases: 100 });
  assert.match(
    fault ?? '',
    /100 is not below 100[\s\S]*\n100\nnpm run fuzz -- numbers --seed 3 --path/,
  );
  const path = /--path (\S+)/.exec(fault ?? '')?.[1] as string;
  const again = await fuzz(NUMBERS, { seed: 3, path });
  assert.match(again.fault ?? '', /100 is not below 100/);
});

test('fuzzing ends after its cases, or when its time is over', async () => {
  const sound = { ...NUMBERS, check: async () => 'sound' };
  assert.equal((await fuzz(sound, { seed: 1, cases: 7 })).cases, 7);
  const { cases, fault } = await fuzz(sound, { seed: 1, seconds: 0.05 });
  assert.ok(cases > 0);
  assert.equal(fault, null);
});

test('the same seed gives the same cases', async () => {
  const casesOf = async (seed: number) => {
    const inputs: number[] = [];
    const check = async (input: number) => {
      inputs.push(input);
      return '';
    };
    await fuzz({ ...NUMBERS, check }, { seed, cases: 50 });
    return inputs;
  };
  assert.deepEqual(await casesOf(5), await casesOf(5));
  assert.notDeepEqual(await casesOf(5), await casesOf(6));
});
