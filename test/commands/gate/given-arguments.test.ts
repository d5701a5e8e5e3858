import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import {
  addOptionGroups,
  type GridOptions,
  gridOptions,
  measurementOptions,
  settingsFrom,
} from '../../../src/cli/grid-options.js';
import { givenArguments } from '../../../src/commands/gate/given-arguments.js';
import { standardSettings } from '../../../src/result/settings.js';

function parsed(args: readonly string[]) {
  const command = new Command('run');
  addOptionGroups(command, { ...gridOptions(), 'Measurement:': measurementOptions() });
  command.parse(args, { from: 'user' });
  return { command, options: command.opts<GridOptions>() };
}

const EVERYTHING = [
  ...['--corpus', 'a,b', '--corpus', 'c', '-c', 'lz4,zstd:1', '-f', '2048kB', '-s', 'batch'],
  ...['--global-strategy', 'reserve', '--memcg-strategy', 'batch', '--folios', 'dense'],
  ...['--drop-partial', '--offer', '3000K', '--total-ram', '1.5G', '--tasks', '1..3'],
  ...['--max-pool-percent', '10,30', '--accept-threshold-percent', '0', '--memcgs', '2'],
  ...['--memcg-max', '5000', '--memcg-parent-max', 'none', '--writeback', 'off'],
  ...['--shrink-worker', 'on', '--kernel', '7.3', '--scenario', 'edge', '--seed', '0'],
  ...['--time', '0.5', '--threads', '2', '--no-verify', '--no-timing'],
];

describe('given arguments', () => {
  it('are empty without options', () => {
    const { command, options } = parsed([]);
    assert.deepEqual(givenArguments(command), []);
    assert.deepEqual(settingsFrom(options), standardSettings());
  });

  it('parse to the same options, standard values included', () => {
    const { command, options } = parsed(EVERYTHING);
    const again = givenArguments(command);
    assert.deepEqual(parsed(again).options, options);
    const flags = (args: readonly string[]) => args.filter((word) => word.startsWith('-')).sort();
    assert.deepEqual(flags(again), flags(EVERYTHING));
  });

  it('give the same plan', () => {
    const { offerBytes, memcgParentMaxBytes, timeSeconds, verify, dropPartial, tasks } =
      settingsFrom(parsed(EVERYTHING).options);
    assert.deepEqual([offerBytes, memcgParentMaxBytes, timeSeconds], [3_072_000, null, null]);
    assert.deepEqual([verify, dropPartial, tasks], [false, true, [1, 2, 3]]);
  });
});
