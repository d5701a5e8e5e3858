import { type ChildProcess, spawn } from 'node:child_process';
import { LineSplitter } from '../line-splitter.js';

export interface LiveProcessOptions {
  readonly program: string;
  /** Descriptors of the journal, the plan, the pages and the file for swap. */
  readonly files: readonly number[];
  readonly timeLimitMs: number;
  readonly take: (line: string) => void;
  /** Called with the process as soon as it is there. */
  readonly started: (child: ChildProcess) => void;
}

/** How the guest program ended; what it printed on stderr. */
export interface EndedProcess {
  readonly end: string;
  readonly stderr: string;
}

const FIRST_FILE = 3;

/** Runs the guest program on this machine. If `take` throws, it is killed and the promise rejected. */
export function runLiveProcess(options: LiveProcessOptions): Promise<EndedProcess> {
  const { program, files, timeLimitMs } = options;
  return new Promise((resolve, reject) => {
    const paths = files.map((_, i) => `/proc/self/fd/${FIRST_FILE + i}`);
    const args = ['launch', String(process.pid), program, 'live', ...paths];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe', ...files] });
    options.started(child);
    let late = false;
    let stderr = '';
    const limit = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeLimitMs);
    const fail = (error: unknown) => {
      clearTimeout(limit);
      child.kill('SIGKILL');
      reject(error);
    };
    const lines = new LineSplitter(options.take);
    child.stdout?.setEncoding('latin1').on('data', (text: string) => {
      try {
        lines.push(text);
      } catch (error) {
        fail(error);
      }
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', fail);
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      const end = late ? `no end in ${timeLimitMs / 1000} s` : (signal ?? `exit code ${code}`);
      resolve({ end, stderr: stderr.trim() });
    });
  });
}
