// Control characters, those of writing direction among them, and what opens or closes markup are no part of a name.
const PLAIN_NAME = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}<>]{1,1000}$/u;

/** In words. */
export const PLAIN_NAME_IS = 'a name of 1 to 1000 characters without control characters, < or >';

/** Whether a text can stand as a name in a result. */
export function isPlainName(text: string): boolean {
  return PLAIN_NAME.test(text);
}

// A key is one of these and other names, all together no longer than a name.
const MOST_OF_A_CORPUS = 255;

/** In words. */
export const CORPUS_NAME_IS = `a name of 1 to ${MOST_OF_A_CORPUS} characters without control characters, < or >`;

/** Whether a text can stand as the name of a corpus, which keys of cells begin with. */
export function isCorpusName(text: string): boolean {
  return text.length <= MOST_OF_A_CORPUS && isPlainName(text);
}
