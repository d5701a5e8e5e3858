import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { ProcessMemory } from '../../src/corpus/process-memory.js';
import { frozenProcess } from '../support/frozen-process.js';
import { assertInputFailure } from '../support/refusals.js';

async function readAll(memory: ProcessMemory, pfn: number, pages: number): Promise<number> {
  let bytes = 0;
  for await (const piece of memory.read({ pfn, pages })) bytes += piece.length;
  return bytes;
}

function aboutTheProcess(error: unknown): boolean {
  assertInputFailure(error, 'the process');
  assert.match(error.message, /expected \d+ bytes at page frame \d+; .*; freeze it with SIGSTOP/);
  return true;
}

describe('process memory', () => {
  it('fails with a remedy when the memory goes away while it is read', async () => {
    const child = await frozenProcess("console.log('ready'); setInterval(() => {}, 1e9);");
    const memory = await ProcessMemory.open(child.pid);
    try {
      const [run] = await memory.runs();
      assert.equal(await readAll(memory, run.pfn, run.pages), run.pages * 4096);
      await assert.rejects(readAll(memory, 1, 1), aboutTheProcess, 'where nothing is mapped');
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
      await assert.rejects(readAll(memory, run.pfn, run.pages), aboutTheProcess);
    } finally {
      child.kill('SIGKILL');
      await memory.close();
    }
  });
});
