import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { FAULT_OPTIONS } from '../../../src/commands/kernel/probe/missing.js';
import { probeLive } from '../../../src/commands/kernel/probe/probe-live.js';
import { checkConfig, optionsIn } from '../../../src/guest/kernel/config.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { kernelConsole, withKernelDouble } from '../../support/kernel-double.js';
import { zswapBench } from '../../support/program.js';

/** Cells of a probe: seven compressors, a memcg limit, writeback off. */
const CELLS = 9;

describe('kernel probe', () => {
  it('lists features, and what is missing for which option', () => {
    const console = kernelConsole(CELLS, {
      tally: { comparedPages: 1 },
      error: { step: 'set the compressor', errno: 2, text: 'No such file or directory' },
    });
    const { stdout, stderr, exitCode } = withKernelDouble(console, undefined, ({ image }) => [
      ...['kernel', 'probe', '--image', image, '--json'],
    ]);
    assert.equal(exitCode, 0, stderr);
    const report = JSON.parse(stdout);
    assert.equal(report.release, '6.18.1');
    assert.deepEqual(report.folioPages, [4, 16, 512]);
    assert.deepEqual(report.compressors, []);
    assert.equal(report.memcgMax, true);
    const missing = report.missing.map(({ neededFor }: { neededFor: string }) => neededFor);
    assert.ok(missing.includes('--compressor zstd'));
    assert.ok(missing.includes('--folio-size'));
    assert.ok(missing.includes('kernel check'));
    assert.ok(!missing.includes('--memcg-max, --memcg-parent-max'));
  });

  it('prints a config with all options that commands need', () => {
    const { exitCode, stdout } = zswapBench(['kernel', 'probe', '--print-config']);
    assert.equal(exitCode, 0);
    assert.doesNotThrow(() => checkConfig(stdout, 'minimal.config'));
    const set = optionsIn(stdout);
    const large = ['CONFIG_TRANSPARENT_HUGEPAGE', 'CONFIG_THP_SWAP', 'CONFIG_PROC_PAGE_MONITOR'];
    for (const option of [...FAULT_OPTIONS, ...large]) assert.ok(set.has(option), option);
    for (const line of stdout.trimEnd().split('\n').slice(1)) assert.match(line, /^CONFIG_\w+=y$/);
    assert.equal(zswapBench(['kernel', 'probe', '--print-config', '--image', 'x']).exitCode, 2);
  });

  it('of the running machine needs no image, and refuses one', () => {
    const { exitCode, stdout } = zswapBench(['kernel', 'probe', '--live', '--json']);
    assert.equal(exitCode, 0);
    assert.equal(JSON.parse(stdout).schema, 'zswap-bench.kernel-probe/1');
    assert.equal(zswapBench(['kernel', 'probe', '--live', '--image', 'x']).exitCode, 2);
  });

  it('of the running machine reads proc and sysfs', () => {
    const root = temporaryFolder();
    const thp = 'sys/kernel/mm/transparent_hugepage';
    for (const folder of [
      `${thp}/hugepages-64kB`,
      `${thp}/hugepages-8kB`,
      'sys/module/zswap/parameters',
      'sys/fs/cgroup/a.slice',
      'proc',
    ]) {
      mkdirSync(`${root}/${folder}`, { recursive: true });
    }
    fileIn(root, `${thp}/hugepages-64kB/enabled`, 'never');
    fileIn(root, 'sys/module/zswap/parameters/enabled', 'Y');
    fileIn(root, 'sys/fs/cgroup/cgroup.controllers', 'cpu memory');
    fileIn(root, 'sys/fs/cgroup/a.slice/memory.max', 'max');
    fileIn(root, 'sys/fs/cgroup/a.slice/memory.zswap.max', 'max');
    fileIn(root, 'proc/crypto', 'name         : lzo\nname         : lzo-rle\n');
    const facts = probeLive(root);
    assert.equal(facts.zswap, true);
    assert.equal(facts.debugfs, null);
    assert.deepEqual(facts.compressors, ['lzo', 'lzo-rle']);
    assert.deepEqual(facts.folioPages, [16]);
    assert.equal(facts.cgroup, 'v2');
    assert.equal(facts.memcgMax, true);
    assert.equal(facts.memcgWriteback, false);
    assert.equal(facts.failNth, false);
    assert.equal(facts.config, null);
  });
});
