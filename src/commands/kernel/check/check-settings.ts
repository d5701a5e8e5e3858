import type { Condition, Setting } from './case.js';

// With older entries at its slots, a folio of an incompressible page or over a limit could not have been stored before.
const CIRCUMSTANCES: readonly (readonly Condition[])[] = [
  [],
  ['older'],
  ['memcg-limit'],
  ['incompressible'],
  ['writeback-off'],
  ['older', 'writeback-off'],
  ['memcg-limit', 'writeback-off'],
  ['incompressible', 'writeback-off'],
];

/** Every circumstance with every folio size and compressor, small folios first. */
export function allSettings(
  folioPages: readonly number[],
  compressors: readonly string[],
): Setting[] {
  return folioPages.flatMap((pages) =>
    compressors.flatMap((compressor) =>
      CIRCUMSTANCES.map((conditions) => ({ folioPages: pages, compressor, conditions })),
    ),
  );
}
