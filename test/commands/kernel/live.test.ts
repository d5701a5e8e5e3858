import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { kernelTimes } from '../../../src/commands/kernel/cells/page-times.js';
import { planKernelRun } from '../../../src/commands/kernel/run/kernel-plan.js';
import { costsDocument, requireOneTask } from '../../../src/commands/kernel/run/save-costs.js';
import { startTicks } from '../../../src/guest/live/process-start.js';
import type { Cell, ResultDocument } from '../../../src/result/document.js';
import { temporaryFolder } from '../../support/files.js';
import { guestCell, kernelCell } from '../../support/guest-cells.js';
import { zswapBench } from '../../support/program.js';

// Nothing here gives --live and --yes together: lab/live-machine.mjs does, in a machine of its own.

const folder = temporaryFolder();

function refused(args: readonly string[], message: RegExp, env: NodeJS.ProcessEnv = {}): void {
  const { exitCode, stderr } = zswapBench(args, folder, { ...process.env, ...env });
  assert.equal(exitCode, 2, stderr);
  assert.equal(stderr.trim().split('\n').length, 1);
  assert.match(stderr, message);
}

describe('kernel run --live', () => {
  it('needs --yes, and lists what it would change', () => {
    refused(
      ['kernel', 'run', '--live'],
      /--live: expected --yes; found none; .*swap .*loop device.*\/proc\/sys\/vm\/swappiness/,
    );
  });

  it('is not for a virtual machine, nor are its options', () => {
    refused(
      ['kernel', 'run', '--live', '--image', 'x'],
      /kernel run: expected --live or --image; found both;/,
    );
    refused(
      ['kernel', 'run', '--live', '--memory', '1G'],
      /expected --live or --memory; found both/,
    );
    refused(['kernel', 'run', '--image', 'x', '--yes'], /--yes: expected --live/);
    refused(
      ['kernel', 'run', '--image', 'x', '--save-costs', 'f'],
      /--save-costs: expected --live/,
    );
  });
});

describe('kernel restore', () => {
  const env = { XDG_STATE_HOME: `${folder}/state` };

  it('puts nothing back where there is no journal', () => {
    const { exitCode, stdout } = zswapBench(['kernel', 'restore'], folder, {
      ...process.env,
      ...env,
    });
    assert.equal(exitCode, 0);
    assert.match(
      stdout,
      /^nothing to put back: there is no .*\/state\/zswap-bench\/live-journal.json\n$/,
    );
  });

  it('leaves a run alone that goes on', () => {
    mkdirSync(`${folder}/state/zswap-bench`, { recursive: true });
    const { pid } = process;
    const journal = { schema: 'zswap-bench.journal/1', pid, startTicks: startTicks(pid) };
    writeFileSync(
      `${folder}/state/zswap-bench/live-journal.json`,
      JSON.stringify({ ...journal, memoryController: true, parameters: [] }),
    );
    refused(
      ['kernel', 'restore'],
      /expected no run that goes on; found .* process \d+;|expected root/,
      env,
    );
  });
});

describe('times of a live cell', () => {
  it('are of stored folios of its size without zero pages, before the first refusal', () => {
    const cell = kernelCell(7 * 16 + 4, { folioPages: 16 });
    // The second folio has a page of zeros; the last four folios are single pages.
    cell.corpus.survey.zero[16] = 1;
    const ns = [1600, 9999, 3200, 4800, 6400, 0, 9999, 9, 9, 9, 9];
    const guest = guestCell(
      [
        { verdict: 'stored', folios: 5 },
        { verdict: 'refused', folios: 1 },
        { verdict: 'stored', folios: 5 },
      ],
      {},
      {
        times: ns.map((outNs) => ({ outNs, inNs: 2 * outNs })),
        firstRefusal: { folio: 5, storedPages: 0, poolPages: 0 },
      },
    );
    assert.deepEqual(kernelTimes(cell, guest), {
      kernelTimes: {
        out: { folios: 4, medianNs: 250, lowNs: 175, highNs: 325 },
        in: { folios: 4, medianNs: 500, lowNs: 350, highNs: 650 },
      },
    });
  });

  it('are absent for a guest that measured none, and null where no folio counts', () => {
    const cell = kernelCell(1);
    const stored = [{ verdict: 'stored', folios: 1 }] as const;
    assert.deepEqual(kernelTimes(cell, guestCell(stored, {})), {});
    const refusal = { firstRefusal: { folio: 0, storedPages: 0, poolPages: 0 } };
    const times = [{ outNs: 1, inNs: 1 }];
    assert.deepEqual(kernelTimes(cell, guestCell(stored, {}, { times, ...refusal })), {
      kernelTimes: { out: null, in: null },
    });
  });
});

describe('--save-costs', () => {
  it('takes the median over corpora, without cells that were not measured', () => {
    const cell = (corpus: string, medianNs: number | null, folioSize = '64K') => {
      const time =
        medianNs === null ? null : { folios: 2, medianNs, lowNs: medianNs, highNs: medianNs };
      return { corpus, compressor: 'lz4', folioSize, kernelTimes: { out: time, in: time } } as Cell;
    };
    const document = costsDocument({
      config: { strategies: ['kernel-6.18.1'] },
      machine: { cpu: 'a cpu' },
      cells: [
        cell('a', 10_000),
        cell('b', 20_000),
        cell('c', 90_000),
        cell('incompressible', 1),
        cell('a', null, '4K'),
      ],
    } as unknown as ResultDocument);
    assert.equal(document.kernel, '6.18.1');
    assert.deepEqual(
      document.entries.map(({ compressor, folioSize, measured }) => [
        compressor,
        folioSize,
        measured.out.medianNs,
        measured.out.folios,
      ]),
      [['lz4', '64K', 20_000, 6]],
    );
  });

  it('is for one task and scenario fill', () => {
    const options = {
      corpora: [],
      compressors: ['lz4'],
      folioSizes: ['4K'],
      nodes: 1,
      memory: 2 ** 30,
    };
    const planOf = (more: object) => planKernelRun({ ...options, ...more });
    requireOneTask(planOf({ tasks: [1] }));
    assert.throws(
      () => requireOneTask(planOf({ tasks: [1, 4] })),
      /found --tasks 1,4 and --scenario fill/,
    );
    assert.throws(
      () => requireOneTask(planOf({ tasks: [1], scenario: 'edge' })),
      /--scenario edge/,
    );
  });
});
