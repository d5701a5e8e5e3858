import { Command, CommanderError, Option } from 'commander';
import { helpAsked } from './cli/command-words.js';
import { DETAILS } from './cli/details.js';
import { helpNotes } from './cli/help-notes.js';
import type { OutputOptions } from './cli/options.js';
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
 * @param argv arguments after the program's name
 * @returns the exit code
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = createProgram({ ...terminal, argv }, (code) => {
    exitCode = code;
  });
  try {
    const described = helpAsked(program, argv);
    if (described !== null) described.outputHelp();
    else await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return exitCodeOf(error, terminal);
  }
}

/** Prints the line of an error that ends the program; returns the exit code. */
function exitCodeOf(error: unknown, terminal: Terminal): number {
  const failure = error instanceof Failure ? error : environmentFailure(error);
  if (failure !== null) {
    noteError(terminal, failure.code, failure.message);
    return failure.exitCode;
  }
  // A bug of the program itself: its output is not reliable.
  const trace = error instanceof Error ? error.stack : String(error);
  noteError(terminal, 'ZB_INTERNAL', `internal error: ${trace}`);
  return EXIT.correctness;
}

/** Creates the command tree. `setExitCode` is called by a command whose exit code is not 0. */
export function createProgram(streams: Terminal, setExitCode: (exitCode: number) => void): Command {
  const muted = { progress: false, notes: false };
  const terminal: Terminal = { ...streams, muted };
  const program = new Command('zswap-bench')
    .description('Cost of zswap store strategies: real pages, real compressors, exact limits.')
    .version(packageVersion(), '-v, --version', 'output the version number')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  // Its first name.
  program.addOption(new Option('-V').hideHelp()).on('option:V', () => {
    terminal.stdout.write(`${packageVersion()}\n`);
    throw new CommanderError(EXIT.done, 'commander.version', '');
  });
  program.hook('preAction', (_, command) => {
    const { quiet = false, progress = true } = command.opts<Partial<OutputOptions>>();
    muted.progress = quiet || !progress;
    muted.notes = quiet;
  });
  program.addCommand(runCommand(terminal, setExitCode));
  program.addCommand(mergeCommand(terminal, setExitCode));
  program.addCommand(checkCommand(terminal, setExitCode));
  program.addCommand(compressorsCommand(terminal, setExitCode));
  program.addCommand(explainCommand(terminal));
  program.addCommand(compareCommand(terminal));
  program.addCommand(gateCommand(terminal, setExitCode));
  program.addCommand(adviseCommand(terminal, setExitCode));
  program.addCommand(reportCommand(terminal));
  program.addCommand(kernelCommand(terminal, setExitCode));
  program.addCommand(strategiesCommand(terminal));
  program.addCommand(corpusCommand(terminal, setExitCode));
  program.addCommand(completionCommand(terminal, program));
  configureHelp(program, []);
  return program;
}

/** Passes settings down the tree, adds details to each command's help, and turns usage errors into failures. */
function configureHelp(command: Command, path: readonly string[]): void {
  const details = DETAILS[path.join(' ')];
  const summary = command.description();
  command.summary(summary);
  if (details !== undefined) command.description(`${sentence(summary)}\n\n${details}`);
  command.addHelpText('after', helpNotes(path));
  throwUsageFailures(command, path);
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    configureHelp(child, [...path, child.name()]);
  }
}

function sentence(summary: string): string {
  return `${summary[0].toUpperCase()}${summary.slice(1).replace(/\.$/, '')}.`;
}

const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

/** Runs {@link main} as a process: streams, signals and exit code. */
export async function runProcess(): Promise<void> {
  limitWasmAddresses();
  for (const [signal, exitCode] of Object.entries(SIGNAL_EXIT)) {
    process.once(signal, () => exitWith(exitCode));
  }
  const stdout = completeStdout();
  const terminal: Terminal = { stdout, stderr: process.stderr, env: process.env };
  // Also covers rejections that no code awaits, as packages have them.
  process.once('uncaughtException', (error) => exitWith(exitCodeOf(error, terminal)));
  let unwritten = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // EPIPE: the reader has closed the pipe, as `head` does. Output files are still written.
    if (error.code === 'EPIPE' || unwritten) return;
    unwritten = true;
    const failure = cannotWrite('stdout', error);
    noteError(terminal, failure.code, failure.message);
    process.exitCode = failure.exitCode;
  });
  // An error of stderr cannot be reported.
  process.stderr.on('error', () => {});
  const exitCode = await main(process.argv.slice(2), terminal);
  if (!unwritten) process.exitCode = exitCode;
}

function exitWith(exitCode: number): never {
  discardUnfinished();
  process.exit(exitCode);
}
