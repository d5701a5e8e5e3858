import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { PageRun } from '../../src/corpus/elf/elf-writer.js';
import { ProcessMemory } from '../../src/corpus/process-memory.js';
import { frozenProcess } from '../support/frozen-process.js';
import { assertInputFailure } from '../support/refusals.js';

async function readAll(memory: ProcessMemory, pfn: number, pages: number): Promise<number> {
  let bytes = 0;
  for await (const piece of memory.read({ pfn, pages })) bytes += piece.length;
  return bytes;
}

function isRefusal(found: string) {
  return (error: unknown) => {
    assertInputFailure(error, 'the process');
    const message = `expected the page at page frame \\d+; found ${found}; capture it frozen`;
    assert.match(error.message, new RegExp(message));
    return true;
  };
}

describe('process memory', () => {
  it('fails with a remedy when the memory goes away while it is read', async () => {
    const child = await frozenProcess("console.log('ready'); setInterval(() => {}, 1e9);");
    const memory = await ProcessMemory.open(child.pid);
    try {
      const [run] = await memory.runs();
      assert.equal(await readAll(memory, run.pfn, run.pages), run.pages * 4096);
      await assert.rejects(readAll(memory, 1, 1), isRefusal('a page that is gone'));
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
      await assert.rejects(readAll(memory, run.pfn, run.pages), isRefusal('no process any more'));
    } finally {
      child.kill('SIGKILL');
      await memory.close();
    }
  });

  it('has zero pages, and their number, for pages that may vanish', async () => {
    const child = await frozenProcess("console.log('ready'); setInterval(() => {}, 1e9);");
    const memory = await ProcessMemory.open(child.pid, true);
    try {
      const [first] = readFileSync(`/proc/${child.pid}/maps`, 'utf8').split('-', 1);
      const pfn = Number.parseInt(first, 16) / 4096;
      const bytesOf = async (run: PageRun) => {
        const pieces: Buffer[] = [];
        for await (const piece of memory.read(run)) pieces.push(Buffer.from(piece));
        return Buffer.concat(pieces);
      };
      const mapped = await bytesOf({ pfn, pages: 1 });
      assert.equal(memory.vanishedPages, 0);
      // The two pages before the first mapping are not mapped.
      const around = await bytesOf({ pfn: pfn - 2, pages: 3 });
      assert.equal(memory.vanishedPages, 2);
      assert.ok(around.equals(Buffer.concat([Buffer.alloc(2 * 4096), mapped])));
    } finally {
      child.kill('SIGKILL');
      await memory.close();
    }
  });
});
