/** What a name in a result may be made of: anything but control characters and what opens or closes markup. */
const PLAIN_NAME = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}<>]{1,1000}$/u;

/** In words. */
export const PLAIN_NAME_IS = 'a name of 1 to 1000 characters without control characters, < or >';

/** Whether a text can stand as a name in a result. */
export function isPlainName(text: string): boolean {
  return PLAIN_NAME.test(text);
}
