import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeWhole } from '../../src/cli/output-file.js';
import { openReadable, streamOf } from '../../src/common/pipes.js';
import { fileIn, temporaryFolder } from '../support/files.js';

const folder = temporaryFolder();
let fifos = 0;

function fifo(): string {
  const path = join(folder, `fifo${fifos++}`);
  execFileSync('mkfifo', [path]);
  return path;
}

/** Runs a shell command after 100 ms and returns its output. */
async function later(command: string): Promise<string> {
  await sleep(100);
  const child = spawn('sh', ['-c', command], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await once(child, 'close');
  return output;
}

async function contentOf(path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamOf(openReadable(path))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

// Several times the capacity of a pipe.
const LONG = 'long text\n'.repeat(50_000);
fileIn(folder, 'long', LONG);

describe('reading a FIFO', () => {
  it('waits for the writer and returns everything written', async () => {
    const path = fifo();
    const [content] = await Promise.all([contentOf(path), later(`cat long >${path}`)]);
    assert.equal(content, LONG);
  });

  it('returns nothing if the writer writes nothing', async () => {
    const path = fifo();
    const [content] = await Promise.all([contentOf(path), later(`: >${path}`)]);
    assert.equal(content, '');
  });

  it('returns content written before the reader opened it', async () => {
    const path = fifo();
    const both = openSync(path, 'r+');
    execFileSync('sh', ['-c', `echo before >${path}`]);
    const content = contentOf(path);
    closeSync(both);
    assert.equal(await content, 'before\n');
  });
});

describe('writing a FIFO', () => {
  it('waits for the reader and writes everything', async () => {
    const path = fifo();
    const [, received] = await Promise.all([
      writeWhole(path, (write) => write(LONG)),
      later(`sleep 0.1; cat ${path}`),
    ]);
    assert.equal(received, LONG);
  });

  it('fails when the reader closes it', async () => {
    const path = fifo();
    const [outcome] = await Promise.allSettled([
      writeWhole(path, (write) => write(LONG)),
      later(`head -c 10 ${path}`),
    ]);
    assert.equal(outcome.status, 'rejected');
    assert.match(String(outcome.reason), /expected a writable file; found broken pipe;/);
  });
});

describe('streaming a regular file', () => {
  it('returns the whole content', async () => {
    assert.equal(await contentOf(join(folder, 'long')), LONG);
  });
});
