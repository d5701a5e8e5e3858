import assert from 'node:assert/strict';
import { InvalidValue } from '../../src/common/errors.js';

/** Checks that a parser refuses each of some texts. */
export function refuses<T>(parse: (text: string) => T, ...texts: string[]): void {
  for (const text of texts) assert.throws(() => parse(text), InvalidValue, JSON.stringify(text));
}
