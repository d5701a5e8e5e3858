import assert from 'node:assert/strict';
import { Parser } from 'tap-parser';

/** A test as it was read. */
export interface ReadTest {
  readonly name: string;
  readonly ok: boolean;
  /** Reason of a skip; null for any other test. */
  readonly skip: string | null;
  /** Diagnostic lines directly before the result. */
  readonly diagnostics: readonly string[];
  readonly subtests: readonly ReadTest[];
}

const RESULT = /^(ok|not ok) (\d+) ([^#]+?)(?: # (SKIP)(?: (.*))?)?$/;

/**
 * Reads KTAP by the rules of Documentation/dev-tools/ktap.rst: a version line, a plan, numbered results, subtests indented by
 * two spaces in front of their test, a test that fails with its subtests. Each level is also read by tap-parser.
 */
export function readKtap(text: string): ReadTest[] {
  assert.ok(text.endsWith('\n'));
  return readSuite(text.slice(0, -1).split('\n'));
}

function readSuite(lines: readonly string[]): ReadTest[] {
  assert.equal(lines[0], 'KTAP version 1');
  const [, planned] = /^1\.\.(\d+)$/.exec(lines[1]) ?? assert.fail(`no plan: ${lines[1]}`);
  const tests: ReadTest[] = [];
  let nested: string[] = [];
  let diagnostics: string[] = [];
  for (const line of lines.slice(2)) {
    if (line.startsWith('  ')) nested.push(line.slice(2));
    else if (line.startsWith('# ')) diagnostics.push(line.slice(2));
    else {
      const [, result, number, name, skip, reason = ''] = RESULT.exec(line) ?? assert.fail(line);
      assert.equal(Number(number), tests.length + 1);
      const subtests = nested.length === 0 ? [] : readSuite(nested);
      const ok = result === 'ok';
      assert.equal(ok, ok && subtests.every((each) => each.ok), name);
      tests.push({ name, ok, skip: skip ? reason : null, diagnostics, subtests });
      [nested, diagnostics] = [[], []];
    }
  }
  assert.deepEqual(nested, []);
  assert.equal(tests.length, Number(planned));
  assert.deepEqual(diagnostics, [totalsOf(tests)]);
  agreesWithTap(lines, tests);
  return tests;
}

function totalsOf(tests: readonly ReadTest[]): string {
  const fail = tests.filter(({ ok }) => !ok).length;
  const skip = tests.filter((each) => each.skip !== null).length;
  const pass = tests.length - fail - skip;
  return `Totals: pass:${pass} fail:${fail} skip:${skip} total:${tests.length}`;
}

function agreesWithTap(lines: readonly string[], tests: readonly ReadTest[]): void {
  const parser = new Parser();
  const seen: [name: string, ok: boolean, skip: boolean][] = [];
  parser.on('assert', ({ name, ok, skip }) => seen.push([name, ok, skip !== false]));
  parser.end(`${lines.join('\n')}\n`);
  assert.deepEqual(
    seen,
    tests.map(({ name, ok, skip }) => [name, ok, skip !== null]),
  );
  assert.equal(
    parser.results?.ok,
    tests.every(({ ok }) => ok),
  );
  assert.equal(parser.results?.plan.end, tests.length);
  assert.deepEqual(
    parser.results?.failures.filter(({ tapError }) => tapError),
    [],
  );
}
