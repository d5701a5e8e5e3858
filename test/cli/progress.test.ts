import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { Progress } from '../../src/cli/progress.js';
import { note, type Terminal } from '../../src/cli/terminal.js';

function terminal(isTTY: boolean, columns = 20) {
  const written: string[] = [];
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  const stderr = Object.assign(sink, { isTTY, columns });
  return { written, terminal: { stdout: new Writable(), stderr, env: {} } satisfies Terminal };
}

describe('progress', () => {
  it('is one line of a terminal, cut to its width, overwritten and erased at the end', () => {
    const { written, terminal: seen } = terminal(true);
    const progress = new Progress(seen);
    progress.show('a text that is longer than the line');
    progress.clear();
    assert.deepEqual(written, ['\r\u001b[Ka text that is long', '\r\u001b[K']);
  });

  it('assumes 80 columns if the terminal does not know its width', () => {
    const { written, terminal: seen } = terminal(true, 0);
    new Progress(seen).show('n'.repeat(200));
    assert.deepEqual(written, [`\r\u001b[K${'n'.repeat(79)}`]);
  });

  it('is redrawn at a limited rate', () => {
    const { written, terminal: seen } = terminal(true);
    const progress = new Progress(seen);
    for (let i = 0; i < 1000; i++) progress.show(`${i}`);
    assert.ok(written.length < 500, `${written.length} times`);
  });

  it('erases nothing before it was drawn', () => {
    const { written, terminal: seen } = terminal(true);
    new Progress(seen).clear();
    assert.deepEqual(written, []);
  });

  it('prints nothing if stderr is no terminal', () => {
    const { written, terminal: seen } = terminal(false);
    const progress = new Progress(seen);
    progress.show('text');
    progress.clear();
    assert.deepEqual(written, []);
  });
});

describe('a note', () => {
  it('is one line that starts with the name of the program', () => {
    const { written, terminal: seen } = terminal(false);
    note(seen, 'a\nb');
    assert.deepEqual(written, ['zswap-bench: a\\nb\n']);
  });
});
