import { Command } from 'commander';
import type { Terminal } from '../../cli/terminal.js';
import { EXIT } from '../../common/errors.js';

/** Creates `zswap-bench corpus verify`. */
export function verifyCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  return new Command('verify')
    .description('compare every shipped corpus with its checksum; exit code 1 if one differs')
    .action(async () => {
      const { describeCorpora } = await import('./describe-corpus.js');
      const { selectCorpora } = await import('../../corpus/corpus.js');
      const { shippedCorpora } = await import('../../corpus/shipped.js');
      const shipped = shippedCorpora();
      const options = { dropPartial: false, compressors: new Map() };
      for (const info of await describeCorpora(selectCorpora([]), options)) {
        const intact = info.sha256 === shipped.get(info.name)?.sha256;
        terminal.stdout.write(
          `${info.name}: ${intact ? 'ok' : 'differs from corpora/manifest.json'}\n`,
        );
        if (!intact) setExitCode(EXIT.regression);
      }
    });
}
