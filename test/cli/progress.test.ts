import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { Progress } from '../../src/cli/progress.js';
import { note, type Terminal } from '../../src/cli/terminal.js';
import { timeLeftMs, timeText } from '../../src/cli/time-left.js';
import type { WorkShare } from '../../src/common/work-observer.js';
import { main } from '../../src/program.js';
import { temporaryFolder } from '../support/files.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const ERASE = '\r\u001b[K';
const { raw } = writeTinyCorpora(temporaryFolder());

function terminal(isTTY: boolean, columns = 20) {
  const written: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  const stderr = Object.assign(sink, { isTTY, columns });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
  return { written, terminal: { stdout, stderr, env: {} } satisfies Terminal };
}

describe('progress', () => {
  it('is one line of a terminal, cut to its width, overwritten and erased at the end', () => {
    const { written, terminal: seen } = terminal(true);
    const progress = new Progress(seen);
    progress.progress('a text that is longer than the line');
    progress.clear();
    assert.deepEqual(written, ['\r\u001b[Ka text that is long', '\r\u001b[K']);
  });

  it('assumes 80 columns if the terminal does not know its width', () => {
    const { written, terminal: seen } = terminal(true, 0);
    new Progress(seen).progress('n'.repeat(200));
    assert.deepEqual(written, [`\r\u001b[K${'n'.repeat(79)}`]);
  });

  it('is redrawn at a limited rate', () => {
    const { written, terminal: seen } = terminal(true);
    const progress = new Progress(seen);
    for (let i = 0; i < 1000; i++) progress.progress(`${i}`);
    assert.ok(written.length < 500, `${written.length} times`);
  });

  it('erases nothing before it was drawn', () => {
    const { written, terminal: seen } = terminal(true);
    new Progress(seen).clear();
    assert.deepEqual(written, []);
  });

  it('has a bar, units and the time left, which goes on between two parts', () => {
    const { written, terminal: seen } = terminal(true, 80);
    let now = 0;
    const progress = new Progress(seen, () => now);
    const shownAt = (ms: number, text: string, ended?: WorkShare) => {
      now = ms;
      progress.progress(text, ended);
      return written.at(-1)?.slice('\r\u001b[K'.length);
    };
    progress.begin({ units: 4, timedMs: 30_000 });
    assert.equal(shownAt(1000, 'a'), `[${'.'.repeat(20)}] 0 of 4  a`);
    // 10 s for a unit: 30 s for three, and 30 s timed.
    assert.equal(
      shownAt(10_000, 'b', { units: 1 }),
      `[##${'.'.repeat(18)}] 1 of 4, 1 min 0 s left  b`,
    );
    assert.equal(shownAt(15_000, 'c'), `[####${'.'.repeat(16)}] 1 of 4, 55 s left  c`);
    shownAt(40_000, 'd', { units: 3 });
    assert.equal(
      shownAt(70_000, 'e', { units: 0, timedMs: 30_000 }),
      `[${'#'.repeat(20)}] 4 of 4, 0 s left  e`,
    );
    progress.begin({ units: 2 });
    assert.equal(shownAt(71_000, 'f'), `[${'.'.repeat(20)}] 0 of 2  f`);
    progress.clear();
  });

  it('is muted by --quiet and --no-progress, remarks by --quiet alone', async () => {
    const args = ['--repeat', '1', '-c', 'lz4', '--no-timing'];
    const stderrOf = async (...more: string[]) => {
      const { written, terminal: seen } = terminal(true, 80);
      const code = await main(['run', '--corpus', raw, ...args, ...more], seen);
      assert.equal(code, 0);
      return written.join('');
    };
    const all = await stderrOf();
    assert.ok(all.includes(ERASE) && all.includes('zswap-bench: '), all);
    const noted = await stderrOf('--no-progress');
    assert.ok(!noted.includes(ERASE) && noted.includes('zswap-bench: '), noted);
    assert.equal(await stderrOf('--quiet'), '');
  });

  it('leaves errors to --quiet', async () => {
    const { written, terminal: seen } = terminal(true, 80);
    assert.equal(await main(['run', '--quiet', '--corpus', 'absent'], seen), 2);
    assert.match(written.join(''), /^zswap-bench: \[ZB_USAGE\] /);
  });

  it('prints nothing if stderr is no terminal', () => {
    const { written, terminal: seen } = terminal(false);
    const progress = new Progress(seen);
    progress.progress('text');
    progress.clear();
    assert.deepEqual(written, []);
  });
});

describe('the time left', () => {
  it('is unknown before the first unit has ended, and the rest of the timed parts after the last', () => {
    assert.equal(timeLeftMs({ units: 3 }, { units: 0 }, 1000), null);
    assert.equal(timeLeftMs({ units: 3, timedMs: 500 }, { units: 3, timedMs: 200 }, 1000), 300);
    assert.equal(timeLeftMs({ units: 0 }, { units: 0 }, 1000), 0);
  });

  it('counts no timed part as time of units', () => {
    const ended = { units: 2, timedMs: 6000 };
    assert.equal(timeLeftMs({ units: 4, timedMs: 9000 }, ended, 10_000), 4000 + 3000);
  });

  it('has at most two units', () => {
    const texts = [0, 1, 59_001, 3_599_000, 7_260_000].map(timeText);
    assert.deepEqual(texts, ['0 s', '1 s', '1 min 0 s', '59 min 59 s', '2 h 1 min']);
  });
});

describe('a note', () => {
  it('is one line that starts with the name of the program', () => {
    const { written, terminal: seen } = terminal(false);
    note(seen, 'a\nb');
    assert.deepEqual(written, ['zswap-bench: a\\nb\n']);
  });
});
