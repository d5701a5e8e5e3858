import { Command, CommanderError } from 'commander';
import { DETAILS } from './cli/details.js';
import { discardUnfinished } from './cli/output-file.js';
import { cannotWrite } from './cli/output-place.js';
import { completeStdout } from './cli/stdout.js';
import { noteError, type Terminal } from './cli/terminal.js';
import { throwUsageFailures } from './cli/usage-errors.js';
import { packageVersion } from './cli/version.js';
import { limitWasmAddresses } from './cli/wasm-addresses.js';
import { adviseCommand } from './commands/advise/command.js';
import { checkCommand } from './commands/check/command.js';
import { compareCommand } from './commands/compare/command.js';
import { completionCommand } from './commands/completion/command.js';
import { compressorsCommand } from './commands/compressors/command.js';
import { corpusCommand } from './commands/corpus/command.js';
import { explainCommand } from './commands/explain/command.js';
import { gateCommand } from './commands/gate/command.js';
import { kernelCommand } from './commands/kernel/command.js';
import { mergeCommand } from './commands/merge/command.js';
import { reportCommand } from './commands/report/command.js';
import { runCommand } from './commands/run/command.js';
import { strategiesCommand } from './commands/strategies/command.js';
import { environmentFailure } from './common/environment.js';
import { EXIT, Failure } from './common/errors.js';

/**
 * Runs the program.
 *
 * @param argv what follows the program's name
 * @returns the exit code
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return exitCodeOf(error, terminal);
  }
}

/** Prints the line for an error that ends the program. */
function exitCodeOf(error: unknown, terminal: Terminal): number {
  const failure = error instanceof Failure ? error : environmentFailure(error);
  if (failure !== null) {
    noteError(terminal, failure.code, failure.message);
    return failure.exitCode;
  }
  // A bug of the program itself: nothing that it printed can be relied on.
  const trace = error instanceof Error ? error.stack : String(error);
  noteError(terminal, 'ZB_INTERNAL', `internal error: ${trace}`);
  return EXIT.correctness;
}

/** The whole command tree. `finish` takes the exit code of a command that ends otherwise than with 0. */
export function createProgram(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const program = new Command('zswap-bench')
    .description(
      'What a zswap store strategy really costs: real pages, real compressors, exact limits.',
    )
    .version(packageVersion())
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  program.addCommand(runCommand(terminal, finish));
  program.addCommand(mergeCommand(terminal, finish));
  program.addCommand(checkCommand(terminal, finish));
  program.addCommand(compressorsCommand(terminal, finish));
  program.addCommand(explainCommand(terminal));
  program.addCommand(compareCommand(terminal));
  program.addCommand(gateCommand(terminal, finish));
  program.addCommand(adviseCommand(terminal, finish));
  program.addCommand(reportCommand(terminal));
  program.addCommand(strategiesCommand(terminal));
  program.addCommand(corpusCommand(terminal, finish));
  program.addCommand(kernelCommand(terminal, finish));
  program.addCommand(completionCommand(terminal, program));
  settle(program, []);
  return program;
}

/** Hands settings down the tree, adds details to each command's help, and makes its errors failures. */
function settle(command: Command, path: readonly string[]): void {
  const details = DETAILS[path.join(' ')];
  const summary = command.description();
  command.summary(summary);
  if (details !== undefined) command.description(`${sentence(summary)}\n\n${details}`);
  throwUsageFailures(command, path);
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    settle(child, [...path, child.name()]);
  }
}

function sentence(summary: string): string {
  return `${summary[0].toUpperCase()}${summary.slice(1).replace(/\.$/, '')}.`;
}

const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

/** The process around {@link main}: its streams, signals and exit code. */
export async function runProgram(): Promise<void> {
  limitWasmAddresses();
  for (const [signal, exitCode] of Object.entries(SIGNAL_EXIT)) {
    process.once(signal, () => end(exitCode));
  }
  const stdout = completeStdout();
  const terminal: Terminal = { stdout, stderr: process.stderr, env: process.env };
  // Also of promises that nothing awaits, as packages have them.
  process.once('uncaughtException', (error) => end(exitCodeOf(error, terminal)));
  let unwritten = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // EPIPE: the reader has gone, as `head` does. What else was asked for is still done.
    if (error.code === 'EPIPE' || unwritten) return;
    unwritten = true;
    const failure = cannotWrite('stdout', error);
    noteError(terminal, failure.code, failure.message);
    process.exitCode = failure.exitCode;
  });
  // Nobody is left to tell.
  process.stderr.on('error', () => {});
  const exitCode = await main(process.argv.slice(2), terminal);
  if (!unwritten) process.exitCode = exitCode;
}

function end(exitCode: number): never {
  discardUnfinished();
  process.exit(exitCode);
}
