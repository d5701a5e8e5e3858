import type { TerminalStream } from './terminal.js';

/** Values of `--color`. */
export const COLOR_MODES = ['auto', 'always', 'never'] as const;

export type ColorMode = (typeof COLOR_MODES)[number];

/** Whether output to a stream is coloured: by --color, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export function hasColors(
  mode: ColorMode,
  { isTTY }: Pick<TerminalStream, 'isTTY'>,
  { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv,
): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTTY === true && TERM !== 'dumb';
}
