import { existsSync, realpathSync } from 'node:fs';
import { usageFailure } from '../common/errors.js';
import { findPlace, writingTo } from './output-place.js';

/** Files by option; undefined for an option that is not given. */
export type NamedFiles = Readonly<Record<string, string | undefined>>;

/** Throws a usage `Failure` for an output that would replace an input or another output. Devices and pipes may be shared. */
export async function requireDistinctPlaces(
  outputs: NamedFiles,
  inputs: NamedFiles,
): Promise<void> {
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
        expected: 'a file that no other option names',
        found: `${asked}, also the file of ${other}`,
        remedy: 'name another file',
      });
    }
    taken.set(path, option);
  }
}
