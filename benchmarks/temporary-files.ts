import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPageSource } from '../src/corpus/page-source.js';
import { PLAN } from './plan.js';

/** A folder for some work, gone when it is done, however it ends. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'zswap-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pages of every shipped corpus, one after another. */
export async function shippedPages(): Promise<Buffer> {
  const windows: Buffer[] = [];
  for (const { path } of PLAN.corpora) {
    const source = await openPageSource(path);
    for await (const { bytes } of source.windows()) windows.push(Buffer.from(bytes));
    await source.close();
  }
  return Buffer.concat(windows);
}
