import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Failure, inputFailure } from '../../common/errors.js';
import type { ResultDocument } from '../../result/document.js';
import { checkResult } from '../../result/read.js';

/** This very program's launcher. */
export const OWN_LAUNCHER = fileURLToPath(
  new URL('../../../../bin/zswap-bench.js', import.meta.url),
);

/** Runs `program run ARGS --json` as a process of its own. Throws a `Failure` where it ends otherwise than by a result. */
export async function runBaseline(
  program: string,
  args: readonly string[],
): Promise<ResultDocument> {
  const { exitCode, stdout, stderr } = await ended(program, ['run', ...args, '--json']);
  // 3: a drift that is not declared; its result is as good as any.
  if (exitCode !== 0 && exitCode !== 3) {
    throw cannotRun(program, `exit code ${exitCode}: ${lastLine(stderr)}`);
  }
  let document: unknown;
  try {
    document = JSON.parse(stdout);
  } catch (error) {
    throw cannotRun(program, `output that is no JSON: ${lastLine(stdout).slice(0, 80)}`, error);
  }
  return checkResult(document, `${program} run --json`);
}

interface Ended {
  readonly exitCode: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

function ended(program: string, args: readonly string[]): Promise<Ended> {
  const script = /\.[cm]?js$/.test(program);
  const [file, ...first] = script ? [process.execPath, program] : [program];
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    // What ends this process ends what it measures.
    const stop = () => child.kill();
    process.once('exit', stop);
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    }
    child.once('error', (error) => reject(cannotRun(program, error.message, error)));
    child.once('close', (code, signal) => {
      process.off('exit', stop);
      resolve({ exitCode: code ?? signal, ...said });
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
      expected: 'a zswap-bench that runs with the same options',
      found,
      remedy: 'name its launcher (bin/zswap-bench.js), and options that it has',
    },
    cause,
  );
}
