import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fileIn } from './files.js';
import { type Ended, ROOT } from './program.js';

const PROGRAM = `exec '${process.execPath}' '${ROOT}bin/zswap-bench.js'`;

const COMMANDS: Readonly<Record<string, string>> = {
  'zswap-bench': `${PROGRAM} "$@"`,
  // npx --yes zswap-bench@VERSION ARGUMENTS
  npx: `shift 2; ${PROGRAM} "$@"`,
  // Runs a script at once: each task of --array=1-N, or once after that array, whose number is 4711.
  sbatch: `
    tasks= after=
    for word; do
      case $word in
        --array=1-*) tasks=\${word#--array=1-} ;;
        --dependency=afterok:4711) after=yes ;;
        --*) ;;
        *) script=$word ;;
      esac
    done
    if [ "$after" ]; then sh "$script"; exit; fi
    export SLURM_ARRAY_TASK_COUNT=$tasks SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_STEP=1
    task=1
    while [ $task -le "$tasks" ]; do
      SLURM_ARRAY_TASK_ID=$task sh "$script" || exit
      task=$((task + 1))
    done
    echo 4711`,
};

/** Shell in which recipes call this program, whatever way they install it. */
export class RecipeShell {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(join(folder, 'bin'));
    for (const [name, body] of Object.entries(COMMANDS)) {
      chmodSync(fileIn(join(folder, 'bin'), name, `#!/bin/sh\n${body}\n`), 0o755);
    }
  }

  /** Runs a command in the folder, with these variables and no others but PATH. */
  run(words: readonly string[], env: Readonly<Record<string, string>>): Ended {
    const [command, ...args] = words;
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.folder,
      env: { PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`, ...env },
      encoding: 'utf8',
    });
    return { exitCode: status, stdout, stderr };
  }
}

/** Reads a YAML file of the project. */
// biome-ignore lint/suspicious/noExplicitAny: documents of several schemas
export function yamlFile(path: string): any {
  return parse(readFileSync(ROOT + path, 'utf8'), { strict: true });
}
