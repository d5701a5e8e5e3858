import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../support/files.js';
import { goldens, render, update } from '../support/golden.js';
import { zswapBench } from '../support/program.js';
import { tinyPages, writeTinyCorpora } from '../support/tiny-corpora.js';

// UPDATE_GOLDENS=1 replaces the goldens by the current output; read the difference before a commit.
const UPDATE = process.env.UPDATE_GOLDENS === '1';

const folder = temporaryFolder();
writeTinyCorpora(folder);
fileIn(folder, 'partial.raw', tinyPages().subarray(0, 5000));
fileIn(folder, 'packed.bz2', 'BZh91AY&SY');

describe('golden: a command prints its golden file', () => {
  for (const golden of goldens()) {
    it(`${golden.name}: ${golden.args.join(' ')}`, () => {
      const text = render(golden, zswapBench(golden.args, folder));
      if (UPDATE) update(golden, text);
      else assert.equal(text, golden.text);
    });
  }
});
