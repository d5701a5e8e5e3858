import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Transcript } from '../../src/guest/transcript.js';
import { consoleOf, KERNEL_LINE } from '../support/guest-console.js';

const STEP = {
  ...{
    type: 'step',
    cell: 0,
    nth: 17,
    struck: 1,
    allocation: 's',
    secondBytes: 9,
    secondStruck: 1,
  },
  ...{ older: 1, stored: 0, cached: 16, mapped: 0, mismatched: 0 },
};

function cellOf(...lines: readonly object[]) {
  const transcript = new Transcript();
  const begin = { type: 'cell', cell: 0 };
  const end = { type: 'cell-end', cell: 0, ms: 1 };
  for (const line of consoleOf([KERNEL_LINE, begin, ...lines, end])) transcript.take(line);
  return transcript.results().cells[0];
}

describe('fault steps', () => {
  it('have their faults, and what moved in the lines that follow', () => {
    const moved = (type: string, values: object) => ({ type, cell: 0, values });
    const { steps } = cellOf(
      STEP,
      moved('step-store', { 'zswap/stored_pages': -16 }),
      moved('step-kept', { 'zswap/reject_alloc_fail': 1 }),
      moved('step-left', { 'vmstat/pswpout': 16 }),
      { ...STEP, nth: 18 },
    );
    assert.deepEqual(
      steps.map(({ nth }) => nth),
      [17, 18],
    );
    const [step] = steps;
    assert.deepEqual(step.second, { unit: 'bytes', amount: 9 });
    assert.equal(step.during.get('zswap/stored_pages'), -16);
    assert.equal(step.kept.get('zswap/reject_alloc_fail'), 1);
    assert.equal(step.left.get('vmstat/pswpout'), 16);
    assert.equal(steps[1].during.size, 0);
  });

  it('come before what moved', () => {
    assert.throws(() => cellOf({ type: 'step-left', cell: 0, values: {} }), /a type that belongs/);
  });
});

describe('lengths', () => {
  it('are joined from several lines, refused pages among them', () => {
    const { lengths } = cellOf(
      { type: 'lengths', cell: 0, bytes: '0 123 r ' },
      { type: 'lengths', cell: 0, bytes: '4096 ' },
    );
    assert.deepEqual(lengths, [0, 123, null, 4096]);
  });
});
