/** Meaning of a text that a terminal also shows as a colour. The text alone has the whole meaning. */
export type Tone = 'good' | 'bad' | 'doubtful';

/** Returns the tone of a text; null for none. */
export type ToneOf = (text: string) => Tone | null;

const GOOD_VERDICTS = ['exact', 'pass', 'agrees', 'inside'];
const BAD_VERDICTS = ['drift', 'fail', 'differs', 'outside'];
const DOUBTFUL_VERDICTS = ['exact so far', 'inconclusive', 'waived'];

/** Tone of a verdict in one word. */
export const verdictTone: ToneOf = (text) => {
  if (GOOD_VERDICTS.includes(text)) return 'good';
  if (BAD_VERDICTS.includes(text)) return 'bad';
  return DOUBTFUL_VERDICTS.includes(text) ? 'doubtful' : null;
};

/** Tone of the drift of a counter. */
export const driftTone: ToneOf = (text) => (text === 'none' || text === '' ? null : 'bad');

/** Tone of the change of a rate: `+1.2%` is good, `-1.2%` bad, `~` neither. */
export const rateChangeTone: ToneOf = (text) => {
  if (text.startsWith('+')) return 'good';
  return /^-\d/.test(text) ? 'bad' : null;
};

/** Tone of a figure that `*` marks as the best of its column. */
export const bestTone: ToneOf = (text) => (text.includes('*') ? 'good' : null);
