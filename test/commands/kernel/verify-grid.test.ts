import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KernelCell, KernelCorpus } from '../../../src/commands/kernel/cells/kernel-cell.js';
import { verifyBoots } from '../../../src/commands/kernel/verify/verify-grid.js';
import { kernelCell } from '../../support/guest-cells.js';

const MEMORY = 256 << 20;

function corpus(name: string, zeroFolio = false): KernelCorpus {
  const { corpus: base } = kernelCell(1024);
  const zero = new Uint8Array(1024).fill(zeroFolio ? 1 : 0, 0, 16);
  return { ...base, corpus: { name, path: name }, survey: { ...base.survey, zero } };
}

function limitOf({ memcgMaxBytes, memcgParentMaxBytes }: KernelCell): string {
  if (memcgMaxBytes !== null) return `memcg ${memcgMaxBytes / 4096}`;
  return memcgParentMaxBytes === null ? 'pool' : `parent ${memcgParentMaxBytes / 4096}`;
}

describe('kernel verify, its boots', () => {
  it('are two for --quick: all cells of one task, and one corpus with four tasks on four CPUs', () => {
    const boots = verifyBoots('quick', [corpus('postgres'), corpus('redis')], MEMORY);
    assert.equal(boots.length, 2);
    const [alone, together] = boots;
    assert.ok(alone.cells.every(({ parameters }) => parameters.tasks === 1));
    assert.equal(alone.cells.length, 12);
    assert.equal(together.cpus, 4);
    const named = together.cells.map(({ corpus: of, scenario, parameters }) => [
      ...[of.corpus.name, scenario, parameters.tasks],
    ]);
    assert.deepEqual(named, [
      ['redis', 'fill', 4],
      ['redis', 'edge', 4],
    ]);
  });

  it('are one for each corpus with --full, then one with two nodes and one with several tasks', () => {
    const boots = verifyBoots(
      'full',
      ['cc1plus', 'redis', 'jvm'].map((name) => corpus(name)),
      MEMORY,
    );
    assert.deepEqual(
      boots.map(({ nodes, cpus }) => [nodes, cpus]),
      [...Array.from({ length: 3 }, () => [1, 1]), [2, 1], [1, 4]],
    );
    const [cells] = boots.map((boot) => boot.cells);
    assert.deepEqual(new Set(cells.map((cell) => cell.corpus.corpus.name)), new Set(['cc1plus']));
    const kinds = new Set(cells.map((cell) => `${cell.folioPages} ${limitOf(cell)}`));
    const expected = [
      ...['1 pool', '16 pool', '512 pool', '1 memcg 64', '16 memcg 64'],
      ...['16 memcg 256', '512 memcg 256', '16 parent 64'],
    ];
    assert.deepEqual([...kinds].sort(), expected.sort());
    const tasks = new Set(boots[4].cells.map(({ parameters }) => parameters.tasks));
    assert.deepEqual([...tasks], [4, 16]);
    assert.ok(boots[3].cells.every((cell) => cell.memcgMaxBytes !== null));
  });

  it('have no cell at the edge for a corpus with a folio of zeros', () => {
    const scenarios = (zeroFolio: boolean) =>
      verifyBoots('quick', [corpus('own', zeroFolio)], MEMORY)[1].cells.map(
        (cell) => cell.scenario,
      );
    assert.deepEqual(scenarios(false), ['fill', 'edge']);
    assert.deepEqual(scenarios(true), ['fill']);
  });
});
