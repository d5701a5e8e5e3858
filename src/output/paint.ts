import { styleText } from 'node:util';
import type { Tone } from './tone.js';

/** Shows the tone of a text, without changing its width. */
export type Paint = (text: string, tone: Tone | null) => string;

/** Shows no tone. */
export const unpainted: Paint = (text) => text;

const COLORS = { good: 'green', bad: 'red', doubtful: 'yellow' } as const;

/** Shows a tone as a colour of a terminal. The caller decides whether there are colours. */
export const painted: Paint = (text, tone) =>
  tone === null || text === '' ? text : styleText(COLORS[tone], text, { validateStream: false });
