import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rerunCommand, wholeGrid } from '../../src/cli/rerun-command.js';
import type { Config, ResultDocument } from '../../src/result/document.js';
import { standardSettings } from '../../src/result/settings.js';
import { temporaryFolder } from '../support/files.js';
import { zswapBench } from '../support/program.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const CONFIG: Config = {
  ...standardSettings(),
  strategies: ['incremental', 'batch'],
  compressors: ['lz4', 'zstd:1'],
  folioSizes: ['64K'],
  corpora: [{ name: 'redis', sha256: 'x' }],
  timeSeconds: null,
};
const NOBODY = { corpora: [], strategies: [] };

function lineOf(
  config: Partial<Config>,
  own = NOBODY as { corpora: string[]; strategies: string[] },
) {
  const whole = { ...CONFIG, ...config };
  return rerunCommand(whole, wholeGrid(whole), own);
}

describe('re-run command', () => {
  it('contains only options that differ from the default', () => {
    assert.deepEqual(lineOf({}), {
      line: 'npx zswap-bench run --corpus redis -c lz4,zstd:1 -f 64K -s incremental,batch --no-timing --json -o result.json',
      remarks: [],
    });
    const { line } = lineOf({
      timeSeconds: 9,
      offerBytes: 3 * 2 ** 29,
      memcgMaxBytes: 5000,
      tasks: [1, 4],
    });
    assert.match(line, /--offer 1536M --memcg-max 5000 --tasks 1,4 --time 9 --json/);
  });

  it('replaces names of user files by placeholders, with a remark', () => {
    const own = { corpora: ["it's mine"], strategies: ['mine'] };
    const { line, remarks } = lineOf(
      { corpora: [{ name: "it's mine", sha256: 'x' }], strategies: ['mine', 'batch'] },
      own,
    );
    assert.match(line, /--corpus '.\/it'\\''s mine' .* -s .\/mine.js,batch /);
    assert.equal(remarks.length, 2);
  });

  it('selects the policies of a strategy GLOBAL+MEMCG', () => {
    const mix = { path: 'mine', global: 'reserve', memcg: null };
    const config = { strategies: ['reserve+mine'], mixes: [mix] };
    const { line, remarks } = lineOf(config, { corpora: [], strategies: ['mine'] });
    assert.match(line, / -s .\/mine.js --global-strategy reserve --no-timing /);
    assert.equal(remarks.length, 1);
  });

  it('asks for the file of measured costs, which a result does not hold', () => {
    const { line, remarks } = lineOf({ costs: { sha256: 'abc', kernel: '6.18.1' } });
    assert.match(line, / --costs .\/costs.json /);
    assert.match(remarks[0], /costs with SHA-256 abc/);
  });

  it('reproduces the same cells', () => {
    const folder = temporaryFolder();
    writeTinyCorpora(folder);
    const odd =
      '--corpus tiny.raw -c lz4,deflate:9 -f 4K,16K -s batch,split:reserve --memcg-strategy transactional --tasks 2,5 ' +
      '--max-pool-percent 10,40 --accept-threshold-percent 50 --scenario edge --kernel 7.3 --folios dense --offer 300K ' +
      '--total-ram 1M --memcgs 2 --memcg-max 20K --memcg-parent-max 30K --writeback off --shrink-worker off --seed 9 --no-timing --no-verify';
    const run = (args: string[]) => {
      const { stdout, stderr } = zswapBench(args, folder);
      assert.notEqual(stdout, '', stderr);
      return JSON.parse(stdout) as ResultDocument;
    };
    const { config, cells } = run(['run', ...odd.split(' '), '--json']);
    const part = {
      ...wholeGrid(config),
      compressors: ['deflate:9'],
      tasks: [5],
      folioSizes: ['16K'],
    };
    const own = { corpora: ['tiny'], strategies: [] };
    const words = rerunCommand(config, part, own).line.split(' ').slice(2, -2);
    const again = run(words.map((word) => word.replace('./tiny', './tiny.raw')));
    // Keys contain the options given as lists.
    const figures = (result: ResultDocument['cells']) =>
      result.map(({ strategy, parameters, exact }) => ({ strategy, parameters, exact }));
    const wanted = cells.filter(
      (cell) =>
        cell.compressor === 'deflate:9' && cell.parameters.tasks === 5 && cell.folioSize === '16K',
    );
    assert.equal(wanted.length, 4);
    assert.deepEqual(figures(again.cells), figures(wanted));
    assert.deepEqual(again.config, {
      ...config,
      compressors: ['deflate:9'],
      tasks: [5],
      folioSizes: ['16K'],
    });
  });
});
