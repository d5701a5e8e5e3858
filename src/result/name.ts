// Control characters, those of writing direction among them, and what opens or closes markup are no part of a name.
const PLAIN_NAME = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}<>]{1,1000}$/u;

/** In words. */
export const PLAIN_NAME_IS = 'a name of 1 to 1000 characters without control characters, < or >';

/** Whether a text can stand as a name in a result. */
export function isPlainName(text: string): boolean {
  return PLAIN_NAME.test(text);
}

/** In words. */
export const FILE_NAME_IS = `${PLAIN_NAME_IS} and without /`;

/** Whether a text can stand as the name of a strategy in a result: that of a file, whose folder no result tells. */
export function isFileName(text: string): boolean {
  return isPlainName(text) && !text.includes('/');
}

// A key is one of these and other names, all together no longer than a name.
const MAX_CORPUS_NAME = 255;

/** In words. */
export const CORPUS_NAME_IS = `a name of 1 to ${MAX_CORPUS_NAME} characters without control characters, < or >`;

/** Whether a text can stand as the name of a corpus, which keys of cells begin with. */
export function isCorpusName(text: string): boolean {
  return text.length <= MAX_CORPUS_NAME && isPlainName(text);
}
