import assert from 'node:assert/strict';

/** Checks that nothing is printed as JavaScript prints what is missing. */
export function assertNoHoles(text: string): void {
  assert.doesNotMatch(text, /\b(NaN|Infinity|undefined)\b|\[object /);
}
