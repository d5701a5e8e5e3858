import { existsSync, realpathSync } from 'node:fs';
import { usageFailure } from '../common/errors.js';
import { findPlace, writingTo } from './output-place.js';

/** Files by the options that name them; undefined for an option that is not given. */
export type NamedFiles = Readonly<Record<string, string | undefined>>;

/** Refuses an output that would replace another, or an input. Devices and pipes take any number. */
export async function refuseSamePlaces(outputs: NamedFiles, inputs: NamedFiles): Promise<void> {
  const taken = new Map<string, string>();
  for (const [option, path] of Object.entries(inputs)) {
    if (path !== undefined && existsSync(path)) taken.set(realpathSync(path), option);
  }
  for (const [option, asked] of Object.entries(outputs)) {
    if (asked === undefined) continue;
    const { path, temporary } = await writingTo(asked, () => findPlace(asked));
    if (temporary === null) continue;
    const other = taken.get(path);
    if (other !== undefined) {
      throw usageFailure({
        subject: option,
        expected: 'a file of its own',
        found: `${asked}, which ${other} names too`,
        remedy: 'name another file',
      });
    }
    taken.set(path, option);
  }
}
