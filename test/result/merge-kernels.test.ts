import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ResultDocument } from '../../src/result/document.js';
import type { ResultFile } from '../../src/result/merge.js';
import { areKernelResults, mergeKernels } from '../../src/result/merge-kernels.js';
import { temporaryFolder } from '../support/files.js';
import { changed, type Place, resultOf } from '../support/result-documents.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

let model: ResultDocument;

before(async () => {
  const { raw } = writeTinyCorpora(temporaryFolder());
  model = await resultOf('--corpus', raw, '-c', 'lz4', '-s', 'batch', '--no-timing');
});

/** The result as that of a kernel. */
function ofKernel(release: string, ramBytes: number): ResultFile {
  const strategy = `kernel-${release}`;
  const { config, cells } = model;
  const preset = release.slice(0, 4);
  const document: ResultDocument = {
    ...model,
    config: { ...config, strategies: [strategy], kernel: preset, totalRamBytes: ramBytes },
    cells: cells.map((cell) => ({
      ...cell,
      ...{ strategy, kernel: preset, key: cell.key.replace(/[^/]*$/, strategy) },
    })),
  };
  return { path: `${release}.json`, document };
}

function refusal(files: readonly ResultFile[]): string {
  try {
    mergeKernels(files);
  } catch (error) {
    assert.equal((error as { exitCode?: number }).exitCode, 2);
    return (error as Error).message;
  }
  throw new Error('it was taken');
}

describe('merged results of kernels', () => {
  it('have the strategies and cells of each, in the given order', () => {
    const files = [ofKernel('6.18.1', 1 << 28), ofKernel('6.17.2', 1 << 27)];
    const { config, cells } = mergeKernels(files);
    assert.deepEqual(config.strategies, ['kernel-6.18.1', 'kernel-6.17.2']);
    assert.deepEqual(
      cells.map((cell) => cell.kernel),
      ['6.18', '6.17'],
    );
    assert.equal(config.totalRamBytes, 1 << 28);
  });

  it('refuse the same kernel twice, and another grid', () => {
    const first = ofKernel('6.18.1', 1 << 28);
    assert.match(
      refusal([first, { ...first, path: 'twin.json' }]),
      /twin\.json: .*kernel-6\.18\.1, also in/,
    );
    const other = ofKernel('6.17.2', 1 << 28);
    const cases: [Place, unknown][] = [
      [['config', 'scenario'], 'edge'],
      [['config', 'compressors'], ['zstd']],
      [['config', 'corpora', 0, 'sha256'], 'other'],
      [['tool', 'version'], '0.0.1'],
    ];
    for (const [place, value] of cases) {
      const document = changed(other.document, place, value);
      assert.match(
        refusal([first, { ...other, document }]),
        /6\.17\.2\.json: expected/,
        String(place),
      );
    }
  });

  it('are neither shards nor results of the model', () => {
    const kernel = ofKernel('6.18.1', 1 << 28);
    assert.ok(areKernelResults([kernel]));
    assert.ok(!areKernelResults([kernel, { path: 'model.json', document: model }]));
    const shard = { ...kernel.document, shard: { index: 1, count: 2 } };
    assert.ok(!areKernelResults([{ ...kernel, document: shard }]));
  });
});
