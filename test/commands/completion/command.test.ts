import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { ROOT } from '../../support/program.js';

const folder = temporaryFolder();

/** Runs a shell; returns its output lines. */
function shell(name: string, ...args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(name, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.equal(status, 0, stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

function missing(name: string): string | false {
  return spawnSync(name, ['--version']).error === undefined ? false : `${name} is not installed`;
}

/** Returns the candidates for a line's last word. */
type Complete = (line: string) => string[];

const bash: Complete = (line) => {
  const words = line.split(' ').map((word) => `'${word}'`);
  const script = `source ./completion.bash; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}
    _zswap_bench; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return shell('bash', '-c', script);
};

const fish: Complete = (line) =>
  shell('fish', '-c', `source ./completion.fish; complete -C '${line}'`).map(
    (each) => each.split('\t')[0],
  );

const zsh: Complete = (line) => {
  const [completed] = shell('zsh', '-f', `${ROOT}test/support/complete.zsh`, folder, line);
  return [completed.slice(line.lastIndexOf(' ') + 1).replace(/[ ,]+$/, '')];
};

const powershell: Complete = (line) =>
  shell(
    'pwsh',
    ...['-NoProfile', '-Command'],
    `. ./completion.ps1; (TabExpansion2 '${line}' ${line.length}).CompletionMatches.CompletionText`,
  );

/** Lines with a unique completion. */
const ONLY: readonly [line: string, word: string][] = [
  ['zswap-bench merg', 'merge'],
  ['zswap-bench corpus inf', 'info'],
  ['zswap-bench run --strat', '--strategy'],
  ['zswap-bench run -s rech', 'recheck'],
  ['zswap-bench run -s batch,rech', 'batch,recheck'],
  ['zswap-bench run --kernel 7.', '7.3'],
  ['zswap-bench completion fi', 'fish'],
  ['zswap-bench corpus info python-n', 'python-numpy'],
];

interface Shell {
  readonly complete: Complete;
  readonly file: string;
  readonly lines: typeof ONLY;
}

const SHELLS: Readonly<Record<string, Shell>> = {
  bash: { complete: bash, file: 'completion.bash', lines: ONLY },
  fish: { complete: fish, file: 'completion.fish', lines: ONLY },
  // Which part of a list PowerShell replaces is not known.
  powershell: {
    complete: powershell,
    file: 'completion.ps1',
    lines: ONLY.filter(([line]) => !line.includes(',')),
  },
  // Each line takes an interactive shell.
  zsh: { complete: zsh, file: '_zswap-bench', lines: ONLY.slice(0, 5) },
};

for (const [name, { complete, file, lines }] of Object.entries(SHELLS)) {
  describe(`completion in ${name}`, {
    skip: missing(name === 'powershell' ? 'pwsh' : name),
  }, () => {
    before(async () => {
      const { stdout, exitCode } = await inProcess('completion', name);
      assert.equal(exitCode, 0);
      fileIn(folder, file, stdout);
    });

    for (const [line, word] of lines) {
      it(`of '${line}' is ${word}`, () => {
        assert.deepEqual(complete(line), [word]);
      });
    }

    if (name !== 'zsh') {
      it('offers every strategy', () => {
        const offered = complete('zswap-bench explain --global-strategy ');
        assert.deepEqual(offered.sort(), [...STRATEGIES.keys()].sort());
      });
    }
  });
}

describe('completion', () => {
  it('knows the words of bash after an equals sign', { skip: missing('bash') }, () => {
    assert.deepEqual(bash('zswap-bench run --kernel = 7.'), ['7.3']);
  });

  it('for PowerShell has every strategy, also where there is no PowerShell', async () => {
    const { stdout } = await inProcess('completion', 'powershell');
    const [, words] = /^ {4}'explain --global-strategy' = @\((.*)\)$/m.exec(stdout) ?? [];
    assert.equal(words, [...STRATEGIES.keys()].map((name) => `'${name}'`).join(', '));
  });

  it('of an unknown shell is an error that lists the known ones', async () => {
    const { exitCode, stderr } = await inProcess('completion', 'tcsh');
    assert.equal(exitCode, 2);
    assert.match(stderr, /bash, zsh, fish, powershell/);
  });
});
