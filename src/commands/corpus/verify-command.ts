import { Command } from 'commander';
import { withProgress } from '../../cli/measured-run.js';
import { progressOptions } from '../../cli/options.js';
import type { Terminal } from '../../cli/terminal.js';
import { EXIT } from '../../common/errors.js';
import type { WorkObserver } from '../../common/work-observer.js';
import type { ShippedCorpus } from '../../corpus/shipped.js';

/** Creates `zswap-bench corpus verify`. */
export function verifyCommand(
  terminal: Terminal,
  setExitCode: (exitCode: number) => void,
): Command {
  const command = new Command('verify').description(
    'compare every shipped corpus with its checksum; exit code 1 if one differs',
  );
  for (const each of progressOptions()) command.addOption(each);
  return command.action(async () => {
    const { shippedCorpora } = await import('../../corpus/shipped.js');
    const shipped = [...shippedCorpora().values()];
    const checksums = await withProgress(terminal, (observer) => checksumsOf(shipped, observer));
    for (const [i, { name, sha256 }] of shipped.entries()) {
      const intact = checksums[i] === sha256;
      terminal.stdout.write(`${name}: ${intact ? 'ok' : 'differs from corpora/manifest.json'}\n`);
      if (!intact) setExitCode(EXIT.regression);
    }
  });
}

async function checksumsOf(
  shipped: readonly ShippedCorpus[],
  observer: WorkObserver,
): Promise<string[]> {
  const { openPageSource } = await import('../../corpus/page-source.js');
  const { shippedPath } = await import('../../corpus/shipped.js');
  const { survey } = await import('../../measure/survey/survey.js');
  observer.begin?.({ units: shipped.reduce((pages, corpus) => pages + corpus.pages, 0) });
  const checksums: string[] = [];
  for (const corpus of shipped) {
    const source = await openPageSource(shippedPath(corpus));
    try {
      let before = 0;
      const surveyed = await survey(source, new Map(), false, (pages) => {
        observer.progress(`pages: ${corpus.name}`, { units: pages - before });
        before = pages;
      });
      checksums.push(surveyed.sha256);
    } finally {
      await source.close();
    }
  }
  return checksums;
}
