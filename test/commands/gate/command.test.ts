import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GateReport } from '../../../src/commands/gate/gate-verdict.js';
import type { ResultDocument } from '../../../src/result/document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { mixedResults } from '../../support/gate-reports.js';
import { inProcess, inProcessWith } from '../../support/in-process.js';
import { start } from '../../support/processes.js';
import { ROOT } from '../../support/program.js';
import { changed, resultOf } from '../../support/result-documents.js';
import { samplesAround, timedPart, withTimed } from '../../support/timed-results.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const RUN = [
  '--corpus',
  core,
  '-c',
  'lz4',
  '-s',
  'batch',
  '-f',
  '16K',
  '--max-pool-percent',
  '15',
  '--total-ram',
  'offered',
];
const EXACT = [...RUN, '--no-timing'];
const KEY = 'tiny/lz4/16K/batch';
const PLACE = ['cells', 0, 'exact', 'pool', 'endPages'];
let result: ResultDocument;
let endPages: number;

before(async () => {
  result = await resultOf(...EXACT);
  endPages = result.cells[0].exact.pool.endPages;
});

function saved(document: object, name = 'base.json'): string {
  return fileIn(folder, name, JSON.stringify(document));
}

function gate(baseline: object, ...args: string[]) {
  return inProcess('gate', '--baseline', saved(baseline), ...args);
}

describe('gate', () => {
  it('passes a run equal to the baseline, with empty stderr', async () => {
    const { exitCode, stdout, stderr } = await gate(result, ...EXACT);
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(stdout, /^Verdict: pass: 0 of 1 cells failed$/m);
  });

  it('fails if a figure differs by one page, with cell and field', async () => {
    for (const off of [1, -1]) {
      const { exitCode, stdout } = await gate(changed(result, PLACE, endPages + off), ...EXACT);
      assert.equal(exitCode, 1);
      const why = `pool.endPages is ${endPages}, was ${endPages + off}`;
      assert.match(stdout, new RegExp(`^${KEY} +fail +${why}$`, 'm'));
    }
  });

  it('fails if a cell is missing on either side, and names it', async () => {
    const [cell] = result.cells;
    const more = { ...result, cells: [cell, { ...cell, key: 'tiny/lz4/16K/incremental' }] };
    const lacks = await gate(more, '--current', saved(result, 'now.json'));
    assert.equal(lacks.exitCode, 1);
    assert.match(
      lacks.stdout,
      /^tiny\/lz4\/16K\/incremental +fail +the cell is missing in the current/m,
    );
    const has = await gate(result, '--current', saved(more, 'now.json'));
    assert.equal(has.exitCode, 1);
    assert.match(has.stdout, /incremental +fail +the cell is missing in the baseline/);
  });

  it('takes the options of the baseline', async () => {
    const { exitCode, stderr } = await gate(result, '--corpus', core, '--no-timing');
    assert.deepEqual([exitCode, stderr], [0, '']);
  });

  it('refuses other options in one line, before any measurement', async () => {
    const args = ['--corpus', core, '--seed', '2', '-c', 'zstd', '--repeat', '200'];
    const { exitCode, stdout, stderr } = await gate(result, ...args);
    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.match(
      stderr,
      /expected the options of the baseline; found --compressor zstd \(baseline: lz4\); --seed 2 \(baseline: 1\); --repeat 200 \(baseline: 20\); [^\n]*\n$/,
    );
  });

  it('needs the path of a corpus that the baseline only names', async () => {
    const { exitCode, stderr } = await gate(result, '--no-timing');
    assert.equal(exitCode, 2);
    assert.match(stderr, /expected --corpus with the path of 'tiny', which the baseline only/);
  });

  it('compares timed figures of another machine only with --cross-machine', async () => {
    const here = withTimed(result, [timedPart(samplesAround(0.9, 0.01, 60))]);
    const slow = withTimed(result, [timedPart(samplesAround(0.5, 0.01, 60, 2))]);
    const there = { ...slow, machine: { ...slow.machine, fingerprint: 'f00' } };
    const args = ['--current', saved(there, 'now.json')];
    const lax = await gate(here, ...args);
    assert.equal(lax.exitCode, 0);
    assert.match(lax.stdout, /\n\[1\] timed figures are not compared: .* of another machine/);
    assert.equal((await gate(here, ...args, '--cross-machine')).exitCode, 1);
  });

  it('waives the cells of --waivers until their day, and names stale waivers', async () => {
    const args = ['--current', saved(changed(result, PLACE, endPages + 1), 'now.json')];
    const waived = (line: string) =>
      gate(result, ...args, '--waivers', fileIn(folder, 'waivers', `# why\n\n${line}\n`));
    const held = await waived('tiny/*/16K/batch 2999-12-31 a new allocator');
    assert.equal(held.exitCode, 0);
    assert.match(held.stdout, /^Verdict: pass: 0 of 1 cells failed, 1 waived$/m);
    assert.match(held.stdout, /waived +waived until 2999-12-31: a new allocator$/m);
    const expired = await waived('tiny/** 2020-01-01 old');
    assert.equal(expired.exitCode, 1);
    assert.match(expired.stdout, /waiver of tiny\/\*\* \(line 3\) expired on 2020-01-01: 1 cell/);
    const other = await waived('tiny/batch 2999-01-01 one segment too few');
    assert.equal(other.exitCode, 1);
    assert.match(other.stdout, /waiver of tiny\/batch \(line 3\) has no failed cell/);
    const invalid = await waived('tiny/** 2999-02-30 no such day');
    assert.deepEqual(
      [invalid.exitCode, /waivers:3: expected CELLS/.test(invalid.stderr)],
      [2, true],
    );
  });

  it('compares two files', async () => {
    const now = saved(changed(result, PLACE, endPages + 1), 'now.json');
    const { exitCode, stdout } = await gate(result, '--current', now, '--json');
    assert.equal(exitCode, 1);
    const { schema, verdict, cells } = JSON.parse(stdout) as GateReport;
    assert.deepEqual([schema, verdict], ['zswap-bench.gate/1', 'fail']);
    assert.deepEqual(cells[0].differences, [
      { field: 'pool.endPages', old: endPages, new: endPages + 1 },
    ]);
    assert.equal((await gate(result, '--current', saved(result, 'now.json'))).exitCode, 0);
  });

  it('prints that only exact figures are compared with an untimed baseline', async () => {
    const { exitCode, stderr } = await gate(result, ...RUN);
    assert.equal(exitCode, 0);
    assert.equal(
      stderr,
      'zswap-bench: the baseline has no timed figures: comparing exact figures only\n',
    );
    const { stdout } = await gate(result, ...RUN, '--bencher', '-');
    assert.ok(!stdout.includes('relative-to-compressor'), 'no timed figures in the output');
  });

  it('prints differences of options and machines', async () => {
    const machine = { ...result.machine, fingerprint: 'f00' };
    const { exitCode, stdout } = await gate({ ...result, machine }, ...EXACT, '--seed', '1');
    assert.equal(exitCode, 0);
    assert.match(stdout, /\n\[1\] different machines: f00 /);
  });

  it('has exit code 4 for an inconclusive cell only with --strict', async () => {
    const [old, now] = mixedResults(result);
    const quiet = withTimed(result, [timedPart(samplesAround(0.9, 0.01, 60))]);
    const noisy = withTimed(result, [timedPart(samplesAround(0.9, 0.7, 60, 2))]);
    const args = ['--current', saved(noisy, 'now.json')];
    const lax = await gate(quiet, ...args);
    assert.deepEqual([lax.exitCode, lax.stderr], [0, '']);
    assert.match(lax.stdout, /\nVerdict: inconclusive: 0 of 1 cells failed, 1 inconclusive\n/);
    assert.equal((await gate(quiet, ...args, '--strict')).exitCode, 4);
    const failing = await gate(old, '--current', saved(now, 'now.json'), '--strict');
    assert.equal(failing.exitCode, 1, 'what fails is not inconclusive');
  });

  it('needs --no-timing to compare only exact figures of two results', async () => {
    const timed = withTimed(result, [timedPart(samplesAround(0.9, 0.01, 60))]);
    const args = ['--current', saved(result, 'now.json')];
    const { exitCode, stdout } = await gate(timed, ...args);
    assert.equal(exitCode, 1);
    assert.match(stdout, new RegExp(`^${KEY} +fail +timed is -, was measured$`, 'm'));
    assert.equal((await gate(timed, ...args, '--no-timing')).exitCode, 0);
  });

  it('allows the slowdown of --max-regression', async () => {
    const [old, now] = mixedResults(result);
    const only = (document: ResultDocument) => ({ ...document, cells: [document.cells[2]] });
    const args = ['--current', saved(only(now), 'now.json')];
    assert.equal((await gate(only(old), ...args)).exitCode, 1);
    assert.equal((await gate(only(old), ...args, '--max-regression', '15')).exitCode, 0);
  });

  it('has exit code 3 for undeclared drift, with any baseline', async () => {
    const drifting = changed(result, ['cells', 0, 'exact', 'rollback', 'drift'], { zswpin: 2 });
    const { exitCode, stderr } = await gate(drifting, '--current', saved(drifting, 'now.json'));
    assert.equal(exitCode, 3);
    assert.equal(stderr, `zswap-bench: [ZB_CORRECTNESS] ${KEY}: zswpin drifted by 2\n`);
  });

  it('fails with one line for an invalid or empty baseline and contradictory options', async () => {
    const good = saved(result);
    const refused: readonly (readonly string[])[] = [
      ['--baseline', fileIn(folder, 'bad.json', '{')],
      ['--baseline', join(folder, 'none.json')],
      ['--baseline', saved({ ...result, cells: [] }, 'empty.json')],
      ['--baseline', good, '--current', join(folder, 'none.json')],
      ['--baseline', good, '--current', good, '-s', 'batch'],
      ['--baseline', good, '--current', good, '--update', '--no-timing'],
      ['--baseline', good, '--current', good, '--baseline-bin', 'x'],
      ['--baseline', good, '--baseline-bin', 'x', '--no-timing'],
      ['--baseline', good, '--baseline-bin', join(folder, 'none'), ...RUN],
      ['--baseline', good, '--bencher', '-', '--benchmark-action', '-', ...EXACT],
      ['--baseline', good, '--junit', folder, ...EXACT],
      ['--update', ...EXACT],
      EXACT,
    ];
    for (const args of refused) {
      const { exitCode, stdout, stderr } = await inProcess('gate', ...args);
      assert.deepEqual([exitCode, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /^zswap-bench: .*expected .*; found .*; .*\n$/);
    }
  });
});

describe('a baseline that cannot prove a slowdown', () => {
  // 3 samples against 3 of one cell are never significant.
  const few = () => withTimed(result, [timedPart([0.9, 0.91, 0.92])]);
  const noisy = () => withTimed(result, [timedPart(samplesAround(0.9, 0.7, 60))]);
  const twentieth = () => saved(withTimed(result, [timedPart([0.045, 0.046, 0.047])]), 'now.json');
  const slower = () =>
    saved(withTimed(result, [timedPart(samplesAround(0.9 * 0.73, 0.01, 60))]), 'slow.json');
  const TOO_FEW =
    /expected 4 samples or more in each of 1 timed cell; found 3 in tiny\/.*--no-timing/;
  const TOO_NOISY =
    /expected a noise floor of 10\.0% or less .*; found \d\d\.\d% in the quietest of 1;/;

  it('is an error with --strict, and in CI', async () => {
    for (const [baseline, current, why] of [
      [few(), twentieth(), TOO_FEW],
      [noisy(), slower(), TOO_NOISY],
    ] as const) {
      const args = ['gate', '--baseline', saved(baseline), '--current', current];
      for (const [env, strict] of [
        [{}, ['--strict']],
        [{ CI: 'true' }, []],
        [{ CI: '1' }, []],
      ] as const) {
        const { exitCode, stdout, stderr } = await inProcessWith(env, ...args, ...strict);
        assert.deepEqual([exitCode, stdout], [2, '']);
        assert.match(stderr, why);
      }
    }
  });

  it('is an error before any measurement', async () => {
    // An hour of measuring would end in another exit code.
    const long = [...RUN, '--time', '3600'];
    const args = ['gate', '--baseline', saved(noisy()), ...long];
    const { exitCode, stderr } = await inProcessWith({ CI: 'true' }, ...args);
    assert.deepEqual([exitCode, TOO_NOISY.test(stderr)], [2, true]);
  });

  it('is a warning elsewhere, and its cells are counted and named', async () => {
    for (const env of [{}, { CI: '' }, { CI: 'false' }]) {
      const args = ['gate', '--baseline', saved(few()), '--current', twentieth()];
      const { exitCode, stdout, stderr } = await inProcessWith(env, ...args);
      assert.equal(exitCode, 0);
      assert.match(
        stderr,
        /^zswap-bench: .*expected 4 samples .* \(an error with --strict and in CI\)\n$/,
      );
      assert.match(stdout, /\nVerdict: inconclusive: 0 of 1 cells failed, 1 inconclusive\n/);
      const named = new RegExp(
        `^${KEY} +inconclusive .*too few samples \\(3, now 3\\), no slowdown would have failed`,
        'm',
      );
      assert.match(stdout, named);
      assert.match(stdout, /\nno slowdown would have failed in 1 of 1 timed cells\n/);
    }
  });

  it('is accepted if the other side has enough samples, and fails a slower cell', async () => {
    const current = withTimed(result, [timedPart(samplesAround(0.045, 0.01, 60))]);
    const args = ['--baseline', saved(few()), '--current', saved(current, 'now.json'), '--strict'];
    assert.equal((await inProcess('gate', ...args)).exitCode, 1);
    const swapped = ['--baseline', saved(current), '--current', saved(few(), 'now.json')];
    assert.equal((await inProcess('gate', ...swapped, '--strict')).exitCode, 0);
  });

  it('is accepted with --no-timing, or with an allowed slowdown above its noise', async () => {
    const args = ['gate', '--baseline', saved(noisy()), '--strict'];
    assert.equal((await inProcess(...args, ...EXACT)).exitCode, 0);
    const same = ['--current', saved(noisy(), 'now.json')];
    assert.equal((await inProcess(...args, ...same, '--no-timing')).exitCode, 0);
    assert.equal((await inProcess(...args, ...same, '--max-regression', '99')).exitCode, 0);
  });

  it('is a warning when --update writes it', async () => {
    const current = saved(few(), 'now.json');
    const path = join(folder, 'few.json');
    const { exitCode, stderr } = await inProcess(
      'gate',
      '--update',
      '--baseline',
      path,
      '--current',
      current,
    );
    assert.equal(exitCode, 0);
    assert.match(
      stderr,
      /few\.json: written, 1 cells\nzswap-bench: .*few\.json: expected 4 samples/,
    );
  });
});

describe('gate --baseline-bin', () => {
  it('times both programs in turn, and takes exact figures from the baseline file', async () => {
    const rival = ['--baseline-bin', `${ROOT}bin/zswap-bench.js`, ...RUN, '--time', '0.1'];
    const off = changed(result, PLACE, endPages + 1);
    const { exitCode, stdout } = await gate(off, ...rival, '--max-regression', '99', '--json');
    assert.equal(exitCode, 1);
    const [{ differences, timed }] = (JSON.parse(stdout) as GateReport).cells;
    assert.equal(differences.length, 1);
    // Two rounds at least, each of five samples or more.
    assert.ok(timed !== null && timed.old.samples >= 10 && timed.new.samples >= 10);
  });
});

describe('gate --update', () => {
  const path = join(folder, 'kept.json');
  const update = (...args: string[]) => inProcess('gate', '--update', '--baseline', path, ...args);

  it('writes a baseline that passes, and prints the differences', async () => {
    saved(changed(result, PLACE, endPages + 1), 'kept.json');
    const { exitCode, stdout, stderr } = await update(...EXACT);
    assert.equal(exitCode, 0);
    assert.match(
      stdout,
      new RegExp(`^${KEY} +pool.endPages +${endPages + 1} +${endPages} +-1$`, 'm'),
    );
    assert.equal(stderr, `zswap-bench: ${path}: written, 1 cells\n`);
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), result);
    assert.equal((await inProcess('gate', '--baseline', path, ...EXACT)).exitCode, 0);
  });

  it('writes a smaller grid only with --force', async () => {
    const [cell] = result.cells;
    saved({ ...result, cells: [cell, { ...cell, key: 'tiny/gone' }] }, 'kept.json');
    const now = ['--current', saved(result, 'now.json')];
    const { exitCode, stderr } = await update(...now);
    assert.deepEqual([exitCode, /found none of tiny\/gone; .*--force/.test(stderr)], [2, true]);
    assert.equal((await update(...now, '--force')).exitCode, 0);
  });

  it('creates a missing baseline, from a run or a file', async () => {
    for (const args of [EXACT, ['--current', saved(result, 'now.json')]]) {
      rmSync(path);
      const { exitCode, stdout } = await update(...args);
      assert.deepEqual([exitCode, stdout], [0, '']);
      assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), result);
    }
  });

  it('keeps the old one if the new one has faults or the old one is no result', async () => {
    const drift = ['cells', 0, 'exact', 'rollback', 'drift'];
    const wrong = saved(changed(result, drift, { zswpin: 2 }), 'now.json');
    const old = readFileSync(path, 'utf8');
    assert.equal((await update('--current', wrong)).exitCode, 3);
    assert.equal(readFileSync(path, 'utf8'), old);
    fileIn(folder, 'kept.json', 'something else');
    assert.equal((await update(...EXACT)).exitCode, 2);
    assert.equal(readFileSync(path, 'utf8'), 'something else');
  });

  it('leaves the old or the new file when killed at any time', async () => {
    const place = join(folder, 'killed');
    mkdirSync(place);
    const old = JSON.stringify(changed(result, PLACE, endPages + 1));
    const whole = new Set([old]);
    const args = ['gate', '--update', '--baseline', 'base.json', ...EXACT];
    const update = () => start(args, { cwd: place });
    fileIn(place, 'base.json', old);
    const begun = performance.now();
    await update().ended;
    const takesMs = performance.now() - begun;
    whole.add(readFileSync(join(place, 'base.json'), 'utf8'));
    assert.equal(whole.size, 2);
    let left = 0;
    // Most of the time goes before the writing: moments are closer towards the end.
    for (const share of [0.3, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 1, 1.02]) {
      fileIn(place, 'base.json', old);
      const running = update();
      await sleep(takesMs * share);
      running.child.kill('SIGKILL');
      await running.ended;
      const text = readFileSync(join(place, 'base.json'), 'utf8');
      assert.ok(whole.has(text), `torn after ${share}: ${text.length} characters`);
      if (text === old) left++;
    }
    assert.ok(left > 0, 'some were killed before the end');
  });
});

describe('outputs of a gate for other programs', () => {
  const args = () => ['--current', saved(changed(result, PLACE, endPages + 1), 'now.json')];

  it('are written to files beside the report', async () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    const at = (name: string) => join(out, name);
    const files = [
      '--junit',
      at('j.xml'),
      '--bencher',
      at('b.json'),
      '--benchmark-action',
      at('a.json'),
    ];
    const { exitCode, stdout } = await gate(result, ...args(), ...files);
    assert.equal(exitCode, 1);
    assert.match(stdout, /^Verdict: fail/m);
    assert.deepEqual(readdirSync(out), ['a.json', 'b.json', 'j.xml']);
    assert.match(readFileSync(at('j.xml'), 'utf8'), /<failure .*pool\.endPages/);
    assert.ok(KEY in JSON.parse(readFileSync(at('b.json'), 'utf8')));
    assert.ok(Array.isArray(JSON.parse(readFileSync(at('a.json'), 'utf8'))));
  });

  it('never replace the baseline or each other', async () => {
    const now = saved(result, 'now.json');
    const old = saved(result, 'base.json');
    const both = ['gate', '--baseline', old, '--current', now];
    const text = readFileSync(old, 'utf8');
    const other = join(folder, 'other');
    const clashes = [
      ['--junit', `${folder}/./base.json`],
      ['-o', now],
      ['--update', '-o', old],
      ['--bencher', other, '--benchmark-action', other],
    ];
    for (const clash of clashes) {
      const { exitCode, stderr } = await inProcess(...both, ...clash);
      assert.equal(exitCode, 2, clash.join(' '));
      assert.match(
        stderr,
        /expected a file that no other option names; found .*, also the file of --.*/,
      );
      assert.equal(readFileSync(old, 'utf8'), text);
    }
    assert.equal(existsSync(other), false);
  });

  it('are an error with --update', async () => {
    for (const option of [['--strict'], ['--github'], ['--bencher', '-']]) {
      const { exitCode, stderr } = await gate(result, '--update', ...EXACT, ...option);
      assert.deepEqual(
        [exitCode, /expected --update or an option/.test(stderr)],
        [2, true],
        stderr,
      );
    }
  });

  it('replace the report on stdout or in the file of -o', async () => {
    for (const option of ['--bencher', '--benchmark-action']) {
      const { stdout } = await gate(result, ...args(), option, '-');
      assert.ok(JSON.parse(stdout));
      const file = join(folder, 'in-place.json');
      const elsewhere = await gate(result, ...args(), option, '-', '-o', file);
      assert.deepEqual([elsewhere.exitCode, elsewhere.stdout], [1, '']);
      assert.equal(readFileSync(file, 'utf8'), stdout);
    }
  });

  it('print annotations on stdout, or on stderr if stdout is a document', async () => {
    const error = new RegExp(`^::error title=${KEY}::pool.endPages is`);
    assert.match((await gate(result, ...args(), '--github')).stdout, error);
    const json = await gate(result, ...args(), '--github', '--json');
    assert.match(json.stderr, error);
    assert.ok(JSON.parse(json.stdout));
  });

  it('append a job summary to $GITHUB_STEP_SUMMARY', async () => {
    const summary = fileIn(folder, 'summary.md', 'before\n');
    const env = { ...process.env, GITHUB_STEP_SUMMARY: summary };
    const baseline = saved(result);
    const running = start(['gate', '--baseline', baseline, ...args(), '--github'], { env });
    assert.equal((await running.ended).exitCode, 1);
    assert.match(
      readFileSync(summary, 'utf8'),
      /^before\nzswap-bench [\s\S]*\n\*\*Verdict: fail: 1 of 1 cells failed\*\*\n\n$/,
    );
    assert.ok(existsSync(summary));
  });
});
