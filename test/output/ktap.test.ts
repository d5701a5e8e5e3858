import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatKtap, type KtapTest } from '../../src/output/ktap.js';
import { type ReadTest, readKtap } from '../support/ktap.js';

describe('KTAP', () => {
  it('has version, plan, nested subtests, diagnostics before results, skips with reason, and totals', () => {
    const text = formatKtap([
      {
        name: 'outer',
        diagnostics: ['about outer'],
        subtests: [
          { name: 'first' },
          { name: 'second', outcome: 'fail', diagnostics: ['+1', 'replay: x'] },
          { name: 'third', outcome: 'skip', reason: 'CONFIG_X not set' },
        ],
      },
      { name: 'other' },
    ]);
    const lines = [
      'KTAP version 1',
      '1..2',
      '  KTAP version 1',
      '  1..3',
      '  ok 1 first',
      '  # +1',
      '  # replay: x',
      '  not ok 2 second',
      '  ok 3 third # SKIP CONFIG_X not set',
      '  # Totals: pass:1 fail:1 skip:1 total:3',
      '# about outer',
      'not ok 1 outer',
      'ok 2 other',
      '# Totals: pass:1 fail:1 skip:0 total:2',
      '',
    ];
    assert.equal(text, lines.join('\n'));
  });

  it('skips a test whose subtests are all skipped', () => {
    const skip = { name: 'a', outcome: 'skip', reason: 'x' } as const;
    const [outer] = readKtap(formatKtap([{ name: 'outer', subtests: [skip, skip] }]));
    assert.deepEqual([outer.ok, outer.skip], [true, '']);
    const [mixed] = readKtap(formatKtap([{ name: 'outer', subtests: [skip, { name: 'b' }] }]));
    assert.deepEqual([mixed.ok, mixed.skip], [true, null]);
  });

  it('reads back as it was written, for any tests', () => {
    const name = fc.stringMatching(/^[a-z][\w/.=,+-]{0,30}$/);
    const words = fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z]$/);
    const { tests } = fc.letrec<{ tests: KtapTest[]; leaf: KtapTest; test: KtapTest }>((tie) => ({
      tests: fc.array(tie('test'), { minLength: 1, maxLength: 4 }),
      leaf: fc.record({
        name,
        outcome: fc.constantFrom('pass', 'fail', 'skip'),
        reason: words,
        diagnostics: fc.array(words, { maxLength: 2 }),
      }),
      test: fc.oneof(
        { depthSize: 'small' },
        tie('leaf'),
        fc.record({ name, subtests: tie('tests'), diagnostics: fc.array(words, { maxLength: 2 }) }),
      ),
    }));
    fc.assert(
      fc.property(tests, (made) => {
        const read = readKtap(formatKtap(made));
        assert.deepEqual(shapeOf(read), made.map(expectedShape));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('has one line per test, with any name and text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(text, text, text, (name, line, reason) => {
        const tests: KtapTest[] = [
          { name: `a${name}`, outcome: 'fail', diagnostics: [line] },
          { name: `a${name}`, outcome: 'skip', reason },
        ];
        const lines = formatKtap(tests).split('\n');
        assert.equal(lines.length, 7);
        assert.match(lines[2], /^# /);
        assert.match(lines[3], /^not ok 1 a[^#]*$/);
        assert.match(lines[4], /^ok 2 a[^#]* # SKIP/);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

/** Outcome and texts of a test, its subtests by the rule that one failure fails the test. */
type Shape = readonly [name: string, outcome: string, diagnostics: readonly string[], Shape[]];

function shapeOf(tests: readonly ReadTest[]): Shape[] {
  return tests.map(({ name, ok, skip, diagnostics, subtests }) => {
    const outcome = skip === null ? (ok ? 'pass' : 'fail') : 'skip';
    return [name, outcome, diagnostics, shapeOf(subtests)];
  });
}

function expectedShape({ name, outcome, diagnostics = [], subtests }: KtapTest): Shape {
  if (subtests === undefined) return [name, outcome ?? 'pass', diagnostics, []];
  const shapes = subtests.map(expectedShape);
  const outcomes = shapes.map(([, each]) => each);
  const worst = outcomes.includes('fail') ? 'fail' : outcomes.includes('pass') ? 'pass' : 'skip';
  return [name, worst, diagnostics, shapes];
}
