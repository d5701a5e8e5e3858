import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Failure, inputFailure } from '../../common/errors.js';
import type { ResultDocument } from '../../result/document.js';
import { checkResult } from '../../result/read.js';

/** Launcher of this program. */
export const OWN_LAUNCHER = fileURLToPath(
  new URL('../../../../bin/zswap-bench.js', import.meta.url),
);

/** Runs `program run ARGS --json` as a process. Throws a `Failure` if it ends without a result. */
export async function runBaselineProgram(
  program: string,
  args: readonly string[],
): Promise<ResultDocument> {
  const { exitCode, stdout, stderr } = await runToEnd(program, ['run', ...args, '--json']);
  // 3: undeclared drift; the result is complete.
  if (exitCode !== 0 && exitCode !== 3) {
    throw cannotRun(program, `exit code ${exitCode}: ${lastLine(stderr)}`);
  }
  let document: unknown;
  try {
    document = JSON.parse(stdout);
  } catch (error) {
    throw cannotRun(program, `output that is not JSON: ${lastLine(stdout).slice(0, 80)}`, error);
  }
  return checkResult(document, `${program} run --json`);
}

interface ProcessOutcome {
  readonly exitCode: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runToEnd(program: string, args: readonly string[]): Promise<ProcessOutcome> {
  const script = /\.[cm]?js$/.test(program);
  const [file, ...first] = script ? [process.execPath, program] : [program];
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    // The child ends with this process.
    const stop = () => child.kill();
    process.once('exit', stop);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    child.once('error', (error) => reject(cannotRun(program, error.message, error)));
    child.once('close', (code, signal) => {
      process.off('exit', stop);
      resolve({ exitCode: code ?? signal, ...output });
    });
  });
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

function cannotRun(program: string, found: string, cause?: unknown): Failure {
  return inputFailure(
    {
      subject: `--baseline-bin ${program}`,
      expected: 'a zswap-bench that accepts the same options',
      found,
      remedy: 'name its launcher (bin/zswap-bench.js), and use options that it has',
    },
    cause,
  );
}
