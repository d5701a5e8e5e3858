import { Writable } from 'node:stream';
import { main } from '../../src/program.js';
import type { Ended } from './program.js';

class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs a command within this process, with streams that are no terminals and an empty environment. */
export function inProcess(...args: string[]): Promise<Ended> {
  return inProcessWith({}, ...args);
}

/** Runs a command within this process, with these variables alone. */
export async function inProcessWith(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
  const stdout = new Sink();
  const stderr = new Sink();
  const exitCode = await main(args, { stdout, stderr, env });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}
