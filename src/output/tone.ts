/** Meaning of a text beside its words: what a terminal shows as a colour. */
export type Tone = 'good' | 'bad' | 'doubtful';
