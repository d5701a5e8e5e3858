import { Argument, Command } from 'commander';
import type { Terminal } from '../../cli/terminal.js';
import type { CommandCompletions } from './completions.js';

type Shell = (program: string, commands: readonly CommandCompletions[]) => string;

/** Renderers by shell; a new shell is added here. */
const SHELLS: Readonly<Record<string, () => Promise<Shell>>> = {
  bash: async () => (await import('./bash.js')).bashCompletion,
  zsh: async () => (await import('./zsh.js')).zshCompletion,
  fish: async () => (await import('./fish.js')).fishCompletion,
  powershell: async () => (await import('./powershell.js')).powershellCompletion,
};

const EXAMPLES = `
Examples:
  source <(zswap-bench completion bash)                      in ~/.bashrc
  zswap-bench completion zsh >~/.zfunc/_zswap-bench          with ~/.zfunc in $fpath
  zswap-bench completion fish >~/.config/fish/completions/zswap-bench.fish
  zswap-bench completion powershell >>$PROFILE               in pwsh`;

/** Creates `zswap-bench completion`: a script that completes commands, options and names. */
export function completionCommand(terminal: Terminal, program: Command): Command {
  return new Command('completion')
    .addArgument(new Argument('<shell>', 'shell').choices(Object.keys(SHELLS)))
    .description('print a completion script for a shell')
    .addHelpText('after', EXAMPLES)
    .action(async (shell: string) => {
      const { commandCompletions } = await import('./completions.js');
      const render = await SHELLS[shell]();
      terminal.stdout.write(render(program.name(), commandCompletions(program)));
    });
}
