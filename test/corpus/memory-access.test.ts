import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ProcessMemory } from '../../src/corpus/process-memory.js';
import { temporaryFolder } from '../support/files.js';
import { assertInputFailure } from '../support/refusals.js';

const NOBODY = 65534;
const YAMA = '/proc/sys/kernel/yama/ptrace_scope';
const skip = process.geteuid?.() === 0 ? false : 'root starts processes of two users';

/** Returns the message with which access to a process is refused to another user. */
async function refusalAs(uid: number, pid: number): Promise<string> {
  process.setegid?.(uid);
  process.seteuid?.(uid);
  try {
    const memory = await ProcessMemory.open(pid);
    await memory.close();
    return 'not refused';
  } catch (error) {
    assertInputFailure(error, `process ${pid}`);
    return error.message;
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

describe('memory access', { skip }, () => {
  let ofRoot: ChildProcess;
  let ofNobody: ChildProcess;
  before(() => {
    ofRoot = spawn('sleep', ['1000']);
    ofNobody = spawn('sleep', ['1000'], { uid: NOBODY, gid: NOBODY });
  });
  after(() => {
    ofRoot.kill();
    ofNobody.kill();
  });

  it('names both users and the missing capability', async () => {
    const message = await refusalAs(NOBODY, ofRoot.pid as number);
    assert.match(
      message,
      /expected ptrace access to its memory: the same user and group, or CAP_SYS_PTRACE/,
    );
    assert.match(
      message,
      /found user 65534, process of user 0, group 65534, process of group 0, .*no CAP_SYS_PTRACE; run as root/,
    );
  });

  it('names the value of kernel.yama.ptrace_scope', async (test) => {
    if (!existsSync(YAMA)) return test.skip('no Yama in this kernel');
    const scope = readFileSync(YAMA, 'utf8').trim();
    if (scope === '0') return test.skip('kernel.yama.ptrace_scope is 0');
    const message = await refusalAs(NOBODY, ofNobody.pid as number);
    assert.match(message, new RegExp(`kernel\\.yama\\.ptrace_scope ${scope} \\(`));
  });

  it('names a process of the same user that is not dumpable', async () => {
    // A program that its user may not read.
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    const program = join(folder, 'unreadable');
    copyFileSync('/bin/sleep', program);
    chmodSync(program, 0o711);
    const child = spawn(program, ['1000'], { uid: NOBODY, gid: NOBODY });
    try {
      await once(child, 'spawn');
      const message = await refusalAs(NOBODY, child.pid as number);
      assert.match(message, /found a process that is not dumpable, /);
    } finally {
      child.kill();
    }
  });

  it('is granted to root, and to the same user', async () => {
    assert.equal(await refusalAs(0, ofNobody.pid as number), 'not refused');
    const scope = existsSync(YAMA) ? readFileSync(YAMA, 'utf8').trim() : '0';
    if (scope !== '0') return;
    assert.equal(await refusalAs(NOBODY, ofNobody.pid as number), 'not refused');
  });
});

describe('memory access: of an ended process', () => {
  it('is refused with the remedy to check its number', async () => {
    const { pid } = spawnSync('true');
    await assert.rejects(ProcessMemory.open(pid), (error) => {
      assertInputFailure(error, `process ${pid}`);
      assert.match(
        error.message,
        /expected a running process; found ENOENT.*; check the process id/,
      );
      return true;
    });
  });
});
