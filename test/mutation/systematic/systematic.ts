import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSource } from './changed-program.js';
import { type Change, changesOf } from './changes.js';
import { listedChanges } from './listed-changes.js';
import { MutantCheck } from './mutant-check.js';
import { parsedSources } from './parsed-sources.js';
import { OUTSIDE } from './scope.js';

/** Of so many changes a run takes one; 1 for all, which takes minutes. */
const ONE_IN = Number(process.env.ZSWAP_BENCH_CHANGES_ONE_IN ?? 25);
/** One of so many cases first; most changes are found by few. */
const QUICK_SHARE = 8;
const THOROUGH_SHARE = 2;
/** Likewise for changes that are listed, which must not be found. */
const LISTED_SHARE = 16;
const LISTED_STRATEGIES = 2;

/** Tests that every change of some files is found by `check`, or listed with the argument. */
export function proveFound(files: ReadonlyMap<string, readonly string[]>): void {
  const check = new MutantCheck();
  const list = listedChanges();
  const existing = new Set<string>();
  let number = 0;
  for (const [file, source] of parsedSources([...files.keys()])) {
    const changes = changesOf(source).filter(
      ({ within }) => !OUTSIDE.some(([outside]) => outside.test(within)),
    );
    for (const change of changes) existing.add(keyOf(file, change));
    const taken = changes.filter(() => number++ % ONE_IN === 0);
    if (taken.length === 0) continue;
    test(`check finds each change of ${file}`, (context) => {
      const text = readSource(file);
      const strategies = files.get(file) ?? [];
      const finds = (change: Change, names: readonly string[], share: number) => {
        const changed = `${text.slice(0, change.start)}${change.text}${text.slice(change.end)}`;
        return names.some((name) => check.finds({ file, text: changed }, name, share));
      };
      const wrong: string[] = [];
      let listed = 0;
      for (const change of taken) {
        const key = keyOf(file, change);
        const text = `${file}:${change.line} ${change.within} | ${change.name}`;
        if (!list.has(key)) {
          const found = [QUICK_SHARE, THOROUGH_SHARE].some((share) =>
            finds(change, strategies, share),
          );
          if (!found) wrong.push(`not found: ${text}`);
          continue;
        }
        listed++;
        if (finds(change, strategies.slice(0, LISTED_STRATEGIES), LISTED_SHARE)) {
          wrong.push(`listed, but found: ${text}`);
        }
      }
      context.diagnostic(
        `${taken.length} changes, ${taken.length - listed} found, ${listed} listed`,
      );
      assert.deepEqual(wrong, []);
    });
  }
  test('every listed change exists', () => {
    const own = [...list].filter((key) => files.has(key.slice(0, key.indexOf(' '))));
    assert.deepEqual(
      own.filter((key) => !existing.has(key)),
      [],
    );
  });
}

/** A change as the list names it. */
function keyOf(file: string, { within, name }: Change): string {
  return `${file} ${within} | ${name}`;
}
