import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { describe, it } from 'node:test';
import { environmentFailure, systemReason } from '../../src/common/environment.js';

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

const CLOSED_FD = openSync('/dev/null', 'r');
closeSync(CLOSED_FD);

describe('environment failure', () => {
  it('of a system call: names the file, the call and the reason', () => {
    const error = thrownBy(() => readFileSync('/nowhere/x'));
    const failure = environmentFailure(error);
    assert.deepEqual(
      [failure?.code, failure?.exitCode, failure?.cause],
      ['ZB_ENVIRONMENT', 2, error],
    );
    assert.match(
      failure?.message ?? '',
      /^\/nowhere\/x: expected open to succeed; found no such file or directory; check the file/,
    );
  });

  it('of a system call without a file: has the subject system', () => {
    const error = Object.assign(new Error('EIO'), { errno: -5, code: 'EIO', syscall: 'read' });
    assert.match(
      environmentFailure(error)?.message ?? '',
      /^system: expected read .*; found i\/o error;/,
    );
  });

  it('of memory: is reported for an array that is too large', () => {
    const { message, exitCode } = environmentFailure(
      thrownBy(() => new ArrayBuffer(2 ** 50)),
    ) as Error & { exitCode: number };
    assert.equal(exitCode, 2);
    assert.match(message, /^resources: .*found Array buffer allocation failed; raise ulimit -v/);
  });

  it('of WebAssembly: names the option that saves address space', () => {
    const error = thrownBy(() => {
      const memories: unknown[] = [];
      // 10 GB each, of 128 TiB of addresses.
      for (;;) memories.push(new WebAssembly.Memory({ initial: 1 }));
    });
    assert.match(
      environmentFailure(error)?.message ?? '',
      /^address space: .*NODE_OPTIONS=--disable-wasm-trap-handler/,
    );
  });
});

describe('environment failure: null for a bug', () => {
  const bugs: Record<string, unknown> = {
    'a wrong type': thrownBy(() => (null as unknown as { x: number }).x),
    'an index out of range': thrownBy(() => new Uint8Array(4).set([1], 4)),
    'a length out of range': thrownBy(() => new Array(-1)),
    'a descriptor that is closed': thrownBy(() => readSync(CLOSED_FD, new Uint8Array(1), {})),
    'no error': 'out of memory',
    nothing: undefined,
  };
  for (const [name, error] of Object.entries(bugs)) {
    it(name, () => assert.equal(environmentFailure(error), null));
  }
});

describe('reason of a system error', () => {
  it('is a text, and null for any other error', () => {
    assert.equal(
      systemReason(thrownBy(() => readFileSync('/'))),
      'illegal operation on a directory',
    );
    assert.equal(systemReason(new Error('EIO: i/o error, read')), null);
    assert.equal(systemReason(null), null);
  });
});
