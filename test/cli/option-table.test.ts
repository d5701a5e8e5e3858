import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KERNELS } from '../../src/model/zswap/kernel-presets.js';
import { AXES, POLICIES, SETTINGS } from '../../src/result/option-table.js';
import { argumentsOf, settingRows, sweepRows } from '../../src/result/settings.js';

describe('the table of options', () => {
  it('has each flag once', () => {
    const rows = [...Object.values(AXES), ...Object.values(POLICIES)].map(({ flags }) => flags);
    const settings = settingRows().flatMap(([, { flags, off }]) => [flags, off?.flag ?? []].flat());
    const flags = [...rows, ...settings].flatMap((text) => text.match(/--?[a-z-]+/g) ?? []);
    assert.equal(new Set(flags).size, flags.length);
  });

  it('names a parameter of a cell like its option', () => {
    for (const [, { flags, parameter }] of sweepRows()) {
      assert.equal(flags, `--${parameter} <list>`);
    }
  });

  it('has defaults that their kinds write, parse and validate', () => {
    for (const [name, row] of settingRows()) {
      const { kind, standard } = row;
      assert.deepEqual(kind.shape(standard, name), standard);
      const [, text = ''] = argumentsOf(row, standard);
      if (text !== '') assert.deepEqual(kind.parse(text), standard, name);
    }
  });

  it('names every kernel in the help of --kernel', () => {
    const [, names] = SETTINGS.kernel.help.split(': ');
    assert.deepEqual(names.split(', '), [...KERNELS.keys()]);
    assert.ok(KERNELS.has(SETTINGS.kernel.standard));
  });
});
