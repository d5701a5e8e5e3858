// A name has no control characters (writing direction included) and no < or >.
const PLAIN_NAME = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}<>]{1,1000}$/u;

/** Description of a plain name, for messages. */
export const PLAIN_NAME_IS = 'a name of 1 to 1000 characters without control characters, < or >';

/** Whether a text is valid as a name in a result. */
export function isPlainName(text: string): boolean {
  return PLAIN_NAME.test(text);
}

/** Description of a file name, for messages. */
export const FILE_NAME_IS = `${PLAIN_NAME_IS} and without /`;

/** Whether a text is valid as the name of a strategy in a result: a file name without a folder. */
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
