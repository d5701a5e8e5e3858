import { getSystemErrorMap } from 'node:util';
import { Failure, type FailureReport } from './errors.js';

/** Returns the text of a system error, such as `too many open files`; null for any other error. */
export function systemReason(error: unknown): string | null {
  const { errno, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (errno === undefined || syscall === undefined) return null;
  return getSystemErrorMap().get(errno)?.[1] ?? `error ${errno}`;
}

/** Returns the failure for an error caused by a limit or a device of the environment; null for a bug of the program. */
export function environmentFailure(error: unknown): Failure | null {
  const report = wasmReport(error) ?? resourceReport(error) ?? systemReport(error);
  return report === null ? null : new Failure('ZB_ENVIRONMENT', report, error);
}

/** Reports missing WebAssembly or address space. A memory reserves 10 GB of addresses to avoid bounds checks. */
function wasmReport(error: unknown): FailureReport | null {
  if (!(error instanceof Error) || !/wasm|webassembly/i.test(error.message)) return null;
  if (typeof WebAssembly === 'undefined') {
    return {
      subject: 'Node',
      expected: 'WebAssembly',
      found: 'none, as with --jitless',
      remedy: 'run Node without that option',
    };
  }
  if (!isOutOfResources(error)) return null;
  return {
    subject: 'address space',
    expected: '10 GB for each WebAssembly memory',
    found: 'less',
    remedy:
      'raise ulimit -v, or set NODE_OPTIONS=--disable-wasm-trap-handler: slower compressors, but 4 GB are enough for one thread',
  };
}

function resourceReport(error: unknown): FailureReport | null {
  if (!isOutOfResources(error)) return null;
  return {
    subject: 'resources',
    expected: 'memory and threads for the work',
    found: (error as Error).message.split('\n')[0],
    remedy: 'raise ulimit -v and -u, free memory, or run less at once',
  };
}

const RESOURCE_CODES = [
  'ERR_MEMORY_ALLOCATION_FAILED',
  'ERR_WORKER_INIT_FAILED',
  'ERR_WORKER_OUT_OF_MEMORY',
  'ERR_ZLIB_INITIALIZATION_FAILED',
];

function isOutOfResources(error: unknown): boolean {
  const { code = '' } = (error ?? {}) as NodeJS.ErrnoException;
  if (RESOURCE_CODES.includes(code)) return true;
  return error instanceof RangeError && /allocat|out of memory/i.test(error.message);
}

/** Errors of system calls that only a bug of the program causes. */
const BUG_CODES = ['EBADF', 'EINVAL', 'EFAULT'];

function systemReport(error: unknown): FailureReport | null {
  const found = systemReason(error);
  const { code = '', path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (found === null || BUG_CODES.includes(code)) return null;
  return {
    subject: path ?? 'system',
    expected: `${syscall} to succeed`,
    found,
    remedy: 'check the file, its device and the space on it, and the limits (ulimit -a)',
  };
}
