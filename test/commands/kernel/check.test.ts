import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caseText, parseCase } from '../../../src/commands/kernel/check/case.js';
import { allSettings } from '../../../src/commands/kernel/check/check-settings.js';
import { driftsOf, findingsOf, judgeCases } from '../../../src/commands/kernel/check/findings.js';
import { violationsOf } from '../../../src/commands/kernel/check/violations.js';
import { Failure } from '../../../src/common/errors.js';
import type { FaultStep, GuestCell } from '../../../src/guest/results.js';

const SETTING = { folioPages: 16, compressor: 'lz4', conditions: [] };

/** A page-out that zswap refused, or one that it took, with all counters as they should be. */
function step(stored: 0 | 16, change: Partial<FaultStep> = {}): FaultStep {
  const gauges: [string, number][] = [
    ...[
      ['zswap/stored_pages', 16] as [string, number],
      ['memcg0/zswapped', 65536] as [string, number],
    ],
    ...[
      ['memcg0/zswap', 9000] as [string, number],
      ['memcg0/zswap_current', 9000] as [string, number],
    ],
  ];
  const events: [string, number][] = [
    ...[['vmstat/zswpout', 16] as [string, number], ['memcg0/zswpout', 16] as [string, number]],
    ['hugepages-64kB/zswpout', 1],
  ];
  return {
    ...{ nth: 17, struck: true, second: null, secondStruck: false, older: false },
    ...{ stored, cached: 16 - stored, mapped: 0, mismatched: 0, left: new Map() },
    during: new Map(stored === 16 ? [...gauges, ...events] : []),
    kept: new Map(stored === 16 ? gauges : []),
    ...change,
  };
}

function cellOf(steps: readonly FaultStep[], slabPages = 0): GuestCell {
  return {
    ...{ counters: new Map(), verdicts: [], tally: null, firstRefusal: null, rounds: [] },
    ...{ memcgPeakBytes: new Map(), steps, lengths: [], leak: { pageOuts: 8192, slabPages } },
    ...{ times: [], errors: [], warnings: [], milliseconds: 1 },
  };
}

function subjects(each: FaultStep): string[] {
  return violationsOf(each, SETTING).map(({ subject, off }) => `${subject} ${off}`);
}

describe('kernel check: a page-out', () => {
  it('is exact where counters tell what happened', () => {
    assert.deepEqual(subjects(step(0)), []);
    assert.deepEqual(subjects(step(16)), []);
  });

  it('is off by a gauge that a refused store left moved', () => {
    const stored = new Map([['zswap/stored_pages', -3]]);
    assert.deepEqual(subjects(step(0, { kept: stored })), ['stored_pages -3']);
    assert.deepEqual(subjects(step(0, { left: stored })), ['stored_pages when freed -3']);
    const bytes = new Map([['memcg0/zswap', 700]]);
    assert.deepEqual(subjects(step(0, { left: bytes })), ['memcg zswap when freed 700']);
  });

  it('is off by events counted for pages that zswap has not', () => {
    const during = new Map([['vmstat/zswpout', 5]]);
    assert.deepEqual(subjects(step(0, { during })), ['zswpout 5']);
  });

  it('is off by an entry of an earlier store that outlives a refused one', () => {
    const kept = new Map([...step(16).kept]);
    assert.deepEqual(subjects(step(0, { kept })).slice(0, 2), [
      'stored_pages 16',
      'memcg zswapped 65536',
    ]);
  });

  it('may write entries back', () => {
    const back: [string, number][] = [
      ...[
        ['zswap/written_back_pages', 1] as [string, number],
        ['vmstat/zswpwb', 1] as [string, number],
      ],
      ...[['memcg0/zswpwb', 1] as [string, number], ['zswap/stored_pages', -1] as [string, number]],
      ...[
        ['memcg0/zswapped', -4096] as [string, number],
        ['memcg0/zswap', -900] as [string, number],
      ],
      ['memcg0/zswap_current', -900],
    ];
    assert.deepEqual(subjects(step(0, { kept: new Map(back), left: new Map(back) })), []);
  });

  it('is off by pages that read back otherwise', () => {
    assert.deepEqual(subjects(step(0, { mismatched: 2 })), ['pages read back otherwise 2']);
  });
});

describe('kernel check: a sweep', () => {
  const off = (nth: number) => step(0, { nth, kept: new Map([['zswap/stored_pages', -nth]]) });

  it('has a row for each counter, with the faults and the extremes', () => {
    const cell = cellOf([step(0, { nth: 1 }), off(2), off(3), off(5)]);
    const [drift] = driftsOf({ setting: SETTING, cell, judged: judgeCases(SETTING, cell) });
    assert.equal(drift.cause, 'fail-nth 2..3 5');
    assert.deepEqual([drift.lowest, drift.highest, drift.cases], [-5, -2, 3]);
  });

  it('shows the smallest folio first, then the earliest fault, and how to run it again', () => {
    const large = cellOf([off(2)]);
    const small = cellOf([off(9), off(7)]);
    const settings = [SETTING, { ...SETTING, folioPages: 4 }];
    const checked = [large, small].map((cell, index) => ({
      ...{ setting: settings[index], cell, judged: judgeCases(settings[index], cell) },
    }));
    const [finding] = findingsOf(checked, { replayed: false, replayArguments: ['--image', 'x'] });
    assert.equal(finding.case, '16K/lz4/plain/7');
    const command = ['kernel', 'check', '--image', 'x', '--replay', '16K/lz4/plain/7'];
    assert.deepEqual(finding.replay, command);
  });

  it('is off by kernel objects that grow with refused page-outs, and not by noise', () => {
    const leaking = cellOf([step(0)], 110);
    assert.equal(judgeCases(SETTING, leaking).atEnd[0].off, 110 * 4096);
    assert.deepEqual(judgeCases(SETTING, cellOf([step(0)], 20)).atEnd, []);
  });
});

describe('kernel check: a case', () => {
  it('is read back as it is printed', () => {
    for (const setting of allSettings([1, 16, 512], ['lz4', 'lzo-rle'])) {
      const single = { ...setting, nth: 17, second: null };
      const pair = { ...setting, nth: 3, second: { unit: 'bytes', amount: 12 } } as const;
      assert.deepEqual(parseCase(caseText(single)), single);
      assert.deepEqual(parseCase(caseText(pair)), pair);
    }
  });

  it('is refused with what was expected where it is none', () => {
    for (const text of [
      '',
      '64K/lz4/17',
      '8K/lz4/plain/1',
      '64K/lz4/oldest/1',
      '4K/lz4/plain/1/2:p',
    ]) {
      assert.throws(() => parseCase(text), Failure, text);
    }
  });
});
