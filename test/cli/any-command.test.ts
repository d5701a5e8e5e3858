import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fileIn, temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { randomPage, textPage } from '../support/pages.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const folder = temporaryFolder();
const { raw, core } = writeTinyCorpora(folder);
const onePage = fileIn(folder, 'one.raw', textPage(1));
const zeros = fileIn(folder, 'zeros.raw', Buffer.alloc(3 * 4096));
const noise = fileIn(folder, 'noise.raw', Buffer.concat([randomPage(1), randomPage(2)]));
const short = fileIn(folder, 'short', 'too little');

// Valid, nearly valid and invalid values.
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '--corpus': [
    ...[core, onePage, zeros, noise, short, `${raw},${zeros}`, 'nope', '', folder],
    ...[
      'synth:pages=8',
      'synth:pages=8:zero=1',
      'synth:pages=8:aligned=0',
      'synth:x=1',
      `synth:${short}`,
    ],
  ],
  '-s': ['batch', 'incremental', 'all', 'batch,batch', 'x', ''],
  '-c': ['lz4', 'identity', 'zstd:1', 'deflate:9,lz4', 'zstd:0', 'lz4:1', ''],
  '-f': ['4K', '16K', '64K', '2M', '2m,4k', 'all', '8K', '4096', '3'],
  '--folios': ['aligned', 'dense', 'x'],
  '--offer': ['4K', '5000', '100K', '1M', '1', '0', '-1', '1.5K'],
  '--total-ram': ['4K', '20K', '100M', 'offered', '8191T', '1', 'x'],
  '--max-pool-percent': ['1', '100', '1,50', '10..90:40', '0', '101', '5..1', '1..5:0'],
  '--accept-threshold-percent': ['0', '100', '0,50', '101', ''],
  '--tasks': ['1', '512', '1..3', '0', '513', '1.5'],
  '--seed': ['0', '4294967295', '-1', '4294967296'],
  '--time': ['1', '0', 'x'],
  '--format': ['json', 'table', 'xml'],
};
const FLAGS = [
  '--json',
  '--no-verify',
  '--no-timing',
  '--drop-partial',
  '--partial=drop',
  '--nope',
  'extra',
];

const valued = fc
  .constantFrom(...Object.keys(VALUES))
  .chain((option) => fc.constantFrom(...VALUES[option]).map((value) => [option, value]));
const flag = fc.constantFrom(...FLAGS).map((name) => [name]);
const args = fc
  .array(fc.oneof({ weight: 4, arbitrary: valued }, { weight: 1, arbitrary: flag }), {
    maxLength: 6,
  })
  .map((parts) => parts.flat());

describe('any command line of a run', () => {
  it('ends in a result or an error of one line, never in a stack trace', async () => {
    const ends = { 0: 0, 2: 0 };
    await fc.assert(
      fc.asyncProperty(args, async (more) => {
        // A small corpus avoids the shipped ones, which take longer.
        const all = ['run', ...(more.includes('--corpus') ? [] : ['--corpus', core]), ...more];
        if (!more.includes('--total-ram')) all.push('--total-ram', 'offered');
        const { exitCode, stdout, stderr } = await inProcess(...all, '--no-timing');
        assert.ok(exitCode === 0 || exitCode === 2, `exit code ${exitCode}`);
        ends[exitCode]++;
        if (exitCode === 0) {
          assert.match(stdout, /^(\{|Rejects and limits)\n/m);
          assert.doesNotMatch(stdout, /NaN|undefined|Infinity/);
        } else {
          assert.equal(stdout, '');
          assert.match(
            stderr,
            /^zswap-bench: \[ZB_(USAGE|INPUT)\] [^\n]*: expected [^\n]*; found [^\n]*; [^\n]*\n$/,
          );
        }
      }),
      { numRuns: 150, seed: 17 },
    );
    assert.ok(ends[0] > 15 && ends[2] > 15, `${ends[0]} done, ${ends[2]} refused`);
  });
});
