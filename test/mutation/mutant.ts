import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Random } from '../../src/common/random.js';
import type { StrategyCheck } from '../../src/verify/check.js';
import type { CheckOptions } from '../../src/verify/check-cases.js';
import type { LitmusRow } from '../../src/verify/litmus/litmus-rows.js';
import { ROOT } from '../support/program.js';

/** A bug, seeded into a copy of the compiled program. */
export interface Mutant {
  /** Description of the defect, a clause. */
  readonly name: string;
  /** The compiled file below dist/src. */
  readonly file: string;
  /** Text that occurs exactly once; any amount of white space matches. */
  readonly find: string;
  readonly replace: string;
  /** Strategies that must be caught, each of them. */
  readonly strategies: readonly string[];
}

/** A copy of the program, mutated or not, loaded beside the program itself. */
export interface Copy {
  /** Checks a strategy; one that must pass, with a mutant, until something is found. */
  check(strategy: string): Promise<StrategyCheck>;
  /** Runs a litmus case with the strategies that its file names. */
  litmus(path: string): Promise<readonly LitmusRow[]>;
  remove(): Promise<void>;
}

// Few size classes, so that each has several zspages, and the odd length beside them.
const LENGTHS = (() => {
  const random = new Random('mutation');
  const common = [600, 1300, 1310, 2000, 2700, 3400];
  return Uint16Array.from({ length: 256 }, () =>
    random.below(4) === 0 ? 1 + random.below(4095) : common[random.below(common.length)],
  );
})();

const OPTIONS: CheckOptions = {
  folioPages: [1, 4, 16],
  schedules: 300,
  exhaustive: false,
  seed: 1,
};

// Minimum that a check needs: no package, no command line.
const PARTS = ['verify', 'model', 'strategy', 'common', 'result'];

/** Loads a copy of the program; with a mutant, its bug is in it. */
export async function loadCopy(mutant?: Mutant): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'mutant-'));
  const source = join(folder, 'src');
  for (const part of PARTS) {
    await cp(join(ROOT, 'dist/src', part), join(source, part), {
      recursive: true,
      filter: (path) => !path.endsWith('.d.ts'),
    });
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  if (mutant !== undefined) await seed(source, mutant);
  const load = (file: string) => import(pathToFileURL(join(source, file)).href);
  const { checkStrategy } = (await load(
    'verify/check.js',
  )) as typeof import('../../src/verify/check.js');
  const { resolveStrategy } = (await load(
    'strategy/resolve.js',
  )) as typeof import('../../src/strategy/resolve.js');
  const { KERNELS } = (await load(
    'model/zswap/kernel-presets.js',
  )) as typeof import('../../src/model/zswap/kernel-presets.js');
  return {
    async check(name) {
      const { strategy } = await resolveStrategy(name);
      const kernel = KERNELS.get(strategy.kernel ?? '6.18');
      if (kernel === undefined) throw new Error(`${name} has no kernel`);
      const kernels = strategy.kernel === undefined ? [...KERNELS.keys()] : [];
      const subject = { name, strategy, kernel, kernels, lengths: LENGTHS };
      // A strategy that drifts of itself would end the search before its bug is met.
      const searches = mutant !== undefined && strategy.knownDrift.length === 0;
      return checkStrategy(subject, searches ? { ...OPTIONS, untilFound: true } : OPTIONS);
    },
    async litmus(path) {
      const { readLitmusCases } = (await load(
        'verify/litmus/litmus-files.js',
      )) as typeof import('../../src/verify/litmus/litmus-files.js');
      const { litmusRows } = (await load(
        'verify/litmus/litmus-rows.js',
      )) as typeof import('../../src/verify/litmus/litmus-rows.js');
      const [read] = await readLitmusCases(path);
      return litmusRows(read, null);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function seed(source: string, { name, file, find, replace }: Mutant): Promise<void> {
  const path = join(source, file);
  const text = await readFile(path, 'utf8');
  const parts = text.split(pattern(find));
  if (parts.length !== 2) {
    throw new Error(
      `${name}: ${file} has ${parts.length - 1} times what stands there once: ${find}`,
    );
  }
  await writeFile(path, parts.join(replace));
}

/** Words and signs as they stand, with any white space where `find` has some. */
function pattern(find: string): RegExp {
  const escaped = find.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replace(/\s+/g, '\\s+'));
}
