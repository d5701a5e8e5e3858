import { isKernelPreset } from '../src/commands/report/preset-names.js';
import { nameAxis } from './chart-parts.js';
import type { Look } from './look.js';

/** Vertical axis of strategies, the first on top. Names of kernels' presets are muted and in italics. */
export function strategyAxis(look: Look, cells: readonly { readonly strategy: string }[]) {
  const names = cells.map(({ strategy }) => strategy);
  const axis = nameAxis(look, names);
  return {
    ...axis,
    data: names.map((value) =>
      isKernelPreset(value)
        ? { value, textStyle: { color: look.muted, fontStyle: 'italic' as const } }
        : { value },
    ),
    inverse: true,
  };
}
