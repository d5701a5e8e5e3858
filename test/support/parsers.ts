import assert from 'node:assert/strict';
import { InvalidValue } from '../../src/common/errors.js';

/** Asserts that a parser refuses each text. */
export function refuses<T>(parse: (text: string) => T, ...texts: string[]): void {
  for (const text of texts) assert.throws(() => parse(text), InvalidValue, JSON.stringify(text));
}
