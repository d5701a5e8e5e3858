import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/program.js';

/** Changes of one file for one reason. */
interface Listed {
  readonly file: string;
  readonly why: string;
  /** Function, kind of change and changed text. */
  readonly changes: readonly string[];
}

/** Returns the changes that `check` need not find: those without an effect, and decisions that a strategy may take either way. */
export function listedChanges(): ReadonlySet<string> {
  const path = join(ROOT, 'test/mutation/systematic/listed-changes.json');
  const { equivalent, decisions }: Record<'equivalent' | 'decisions', readonly Listed[]> =
    JSON.parse(readFileSync(path, 'utf8'));
  return new Set(
    [...equivalent, ...decisions].flatMap(({ file, changes }) =>
      changes.map((change) => `${file} ${change}`),
    ),
  );
}
