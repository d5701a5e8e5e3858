import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EventCounts } from '../../../src/verify/expected/event-counts.js';

/** Counters without any event. */
const NOTHING = {
  stored_pages: 0,
  stored_incompressible_pages: 0,
  zswpout: 0,
  zswpin: 0,
  zswpwb: 0,
  written_back_pages: 0,
  memcg_zswap: 0,
  memcg_zswapped: 0,
};

test('event counts: entries published and freed, stores accepted and refused', () => {
  const eventCounts = new EventCounts();
  // Two pages come in, one of them raw; the raw one is replaced by a small one; a store of 4 fails.
  eventCounts.published(0, 100, 0);
  eventCounts.published(1, 4096, 0);
  eventCounts.accepted(2);
  eventCounts.freed(1, 4096);
  eventCounts.published(1, 4095, 0);
  eventCounts.accepted(1);
  eventCounts.refused(4);
  assert.deepEqual(eventCounts.expected(), {
    ...NOTHING,
    stored_pages: 2,
    zswpout: 3,
    memcg_zswap: 100 + 4095,
    memcg_zswapped: 2,
  });
  assert.equal(eventCounts.failedStores, 1);
});

test('event counts: a page loaded or written back is also freed', () => {
  const eventCounts = new EventCounts();
  for (let slot = 0; slot < 3; slot++) eventCounts.published(slot, 500, 0);
  eventCounts.accepted(3);
  eventCounts.freed(0, 500);
  eventCounts.loaded(0);
  eventCounts.freed(2, 500);
  eventCounts.writtenBack(2);
  assert.deepEqual(eventCounts.expected(), {
    ...NOTHING,
    stored_pages: 1,
    zswpout: 3,
    zswpin: 1,
    zswpwb: 1,
    written_back_pages: 1,
    memcg_zswap: 500,
    memcg_zswapped: 1,
  });
});

test('event counts: drift is counter minus expected counter, without zeros', () => {
  const eventCounts = new EventCounts();
  for (let slot = 0; slot < 4; slot++) eventCounts.published(slot, 4096, 0);
  eventCounts.accepted(4);
  const right = {
    ...NOTHING,
    stored_pages: 4,
    stored_incompressible_pages: 4,
    zswpout: 4,
    memcg_zswap: 16384,
    memcg_zswapped: 4,
  };
  assert.deepEqual(eventCounts.drift(right), {});
  assert.deepEqual(eventCounts.drift({ ...right, zswpout: 7 }), { zswpout: 3 });
  assert.deepEqual(
    eventCounts.drift({ ...right, stored_pages: 1, stored_incompressible_pages: 5 }),
    {
      stored_pages: -3,
      stored_incompressible_pages: 1,
    },
  );
  // The two counters of pages written back are counted apart, so one of them may be wrong alone.
  assert.deepEqual(eventCounts.drift({ ...right, zswpwb: 1 }), { zswpwb: 1 });
  assert.deepEqual(
    eventCounts.drift({ ...right, zswpin: 2, written_back_pages: 3, memcg_zswap: 0 }),
    {
      zswpin: 2,
      written_back_pages: 3,
      memcg_zswap: -16384,
    },
  );
});

test('event counts: a free does not reduce zswpout', () => {
  const eventCounts = new EventCounts();
  eventCounts.published(0, 9, 0);
  eventCounts.accepted(1);
  eventCounts.freed(0, 9);
  assert.deepEqual(eventCounts.expected(), { ...NOTHING, zswpout: 1 });
});

test('event counts: any history of events matches the remaining pages', () => {
  const length = fc.constantFrom(1, 4095, 4096);
  const events = fc.array(
    fc.tuple(fc.constantFrom('in', 'out', 'yes', 'no', 'loaded', 'written'), length, fc.nat(9)),
  );
  fc.assert(
    fc.property(events, (history) => {
      const eventCounts = new EventCounts();
      const live: number[] = [];
      const ended = { yes: 0, no: 0, loaded: 0, written: 0 };
      for (const [what, bytes, count] of history) {
        if (what === 'in') {
          live.push(bytes);
          eventCounts.published(count, bytes, 0);
        } else if (what === 'out' && live.length > 0) {
          eventCounts.freed(count, live.splice(count % live.length, 1)[0]);
        } else if (what === 'yes') {
          ended.yes += count;
          eventCounts.accepted(count);
        } else if (what === 'no') {
          ended.no++;
          eventCounts.refused(count);
        } else if (what === 'loaded') {
          ended.loaded++;
          eventCounts.loaded(count);
        } else if (what === 'written') {
          ended.written++;
          eventCounts.writtenBack(count);
        }
      }
      assert.deepEqual(eventCounts.expected(), {
        stored_pages: live.length,
        stored_incompressible_pages: live.filter((bytes) => bytes === 4096).length,
        zswpout: ended.yes,
        zswpin: ended.loaded,
        zswpwb: ended.written,
        written_back_pages: ended.written,
        memcg_zswap: live.reduce((sum, bytes) => sum + bytes, 0),
        memcg_zswapped: live.length,
      });
      assert.equal(eventCounts.failedStores, ended.no);
    }),
  );
});
