import type { ResultDocument } from '../result/document.js';
import { note, type Terminal } from './terminal.js';

/** Reads a result, with a remark on stderr if it has former names of compressors or kernels. */
export async function readNotedResult(path: string, terminal: Terminal): Promise<ResultDocument> {
  const { readResult } = await import('../result/read.js');
  const { formerNames } = await import('../result/former-names.js');
  const result = await readResult(path);
  const names = formerNames(result);
  if (names !== null) note(terminal, `${path}: ${names}`);
  return result;
}
