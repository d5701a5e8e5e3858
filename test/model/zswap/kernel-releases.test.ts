import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../../src/common/errors.js';
import { KERNELS } from '../../../src/model/zswap/kernel-presets.js';
import { presetOf } from '../../../src/model/zswap/kernel-releases.js';

function resolved(asked: string): [preset: string, remarks: string[]] {
  const remarks: string[] = [];
  return [presetOf(asked, (text) => remarks.push(text)), remarks];
}

test('kernel releases: each runs as the preset that covers it, without a remark', () => {
  for (const [asked, preset] of [
    ['v7', 'v7'],
    ['6.12.95', '6.12'],
    ['v6.13', '6.13'],
    ['6.14.9', '6.14'],
    ['6.15', '6.16'],
    ['6.16.12', '6.16'],
    ['6.17', '6.17'],
    ['6.18.15', '6.18'],
    ['6.19', '6.18'],
    ['7.0', '6.18'],
    ['7.1', '6.18'],
    ['7.2.13', '6.18'],
    ['7.3', '7.3'],
    ['7.3.4', '7.3'],
  ]) {
    assert.deepEqual(resolved(asked), [preset, []], asked);
  }
});

test('kernel releases: a preset is itself', () => {
  for (const name of KERNELS.keys()) assert.deepEqual(resolved(name), [name, []]);
});

test('kernel releases: one newer than all examined ones runs as the newest preset, with a remark', () => {
  for (const asked of ['7.4', '7.9', '8.0', 'v7.10.2']) {
    const text = `--kernel ${asked}: newer than 7.3, the newest that was examined; it runs as 7.3`;
    assert.deepEqual(resolved(asked), ['7.3', [text]]);
  }
});

test('kernel releases: a later release never has an earlier preset', () => {
  const release = fc.tuple(fc.integer({ min: 6, max: 9 }), fc.integer({ min: 12, max: 30 }));
  const presets = [...KERNELS.keys()];
  fc.assert(
    fc.property(release, release, (one, other) => {
      const [before, after] = [one, other].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const place = (of: readonly number[]) => presets.indexOf(resolved(of.join('.'))[0]);
      assert.ok(place(before) <= place(after));
    }),
  );
});

test('kernel releases: earlier ones, former names and words are refused', () => {
  const message = (asked: string) => {
    try {
      resolved(asked);
    } catch (error) {
      assert.ok(error instanceof Failure && error.exitCode === 2);
      return error.message;
    }
    return '';
  };
  for (const asked of ['6.11', '6.11.9', '5.19', '4.0']) {
    assert.match(message(asked), /expected v7, or release 6\.12 or later; found '\d/);
  }
  assert.match(message('next'), /expected '7\.3', the present name; found 'next'/);
  for (const asked of ['', 'six', '7', '6.x', '6.18-rc1', '6.12;', '1e3.5']) {
    assert.match(message(asked), /expected one of v7, 6\.12, .*7\.3; found/, asked);
  }
});
