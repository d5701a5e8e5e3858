import { spawn } from 'node:child_process';
import { guestFailure, missingTool } from './guest-failure.js';

/** A program of the system, with the Debian package that has it. */
export interface Tool {
  readonly program: string;
  readonly debianPackage: string;
}

/** Runs a tool to its end and returns its stdout. Throws a `Failure` where it is missing or fails. */
export async function runTool(
  tool: Tool,
  args: readonly string[],
  input?: Uint8Array,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await streamTool(tool, args, (piece) => pieces.push(piece), input);
  return Buffer.concat(pieces);
}

/** Likewise, with each piece of stdout as it comes. */
export function streamTool(
  { program, debianPackage }: Tool,
  args: readonly string[],
  take: (piece: Buffer) => void,
  input?: Uint8Array,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let stderr = '';
    child.stdout.on('data', take);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // A program that ends early closes its end; its exit code tells.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? missingTool(program, debianPackage) : error);
    });
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(toolFailed(`${program} ${args.join(' ')}`, code ?? signal, stderr));
    });
  });
}

function toolFailed(command: string, status: number | string | null, stderr: string) {
  const lines = stderr.trim().split('\n');
  return guestFailure({
    subject: command,
    expected: 'exit code 0',
    found: `${status}: ${lines.find((line) => /error/i.test(line)) ?? lines.at(-1)}`,
    remedy: 'run the command by hand to see all of its output',
  });
}
