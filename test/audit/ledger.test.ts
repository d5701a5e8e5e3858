import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Ledger } from '../../src/audit/ledger.js';

test('the ledger follows entries that come and go and stores that end', () => {
  const ledger = new Ledger();
  // Two pages come in, one of them raw; the raw one is replaced by a small one; a store of 4 fails.
  ledger.published(0, 100);
  ledger.published(1, 4096);
  ledger.accepted(2);
  ledger.freed(1, 4096);
  ledger.published(1, 4095);
  ledger.accepted(1);
  ledger.refused(4);
  assert.deepEqual(ledger.expected(), {
    stored_pages: 2,
    stored_incompressible_pages: 0,
    zswpout: 3,
  });
  assert.equal(ledger.failedStores, 1);
});

test('drift is counter minus expectation, with its sign, and zeros are left out', () => {
  const ledger = new Ledger();
  for (let slot = 0; slot < 4; slot++) ledger.published(slot, 4096);
  ledger.accepted(4);
  const right = { stored_pages: 4, stored_incompressible_pages: 4, zswpout: 4 };
  assert.deepEqual(ledger.drift(right), {});
  assert.deepEqual(ledger.drift({ ...right, zswpout: 7 }), { zswpout: 3 });
  assert.deepEqual(ledger.drift({ stored_pages: 1, stored_incompressible_pages: 5, zswpout: 4 }), {
    stored_pages: -3,
    stored_incompressible_pages: 1,
  });
});

test('what is accepted stays accepted when it is freed', () => {
  const ledger = new Ledger();
  ledger.published(0, 9);
  ledger.accepted(1);
  ledger.freed(0, 9);
  assert.deepEqual(ledger.expected(), {
    stored_pages: 0,
    stored_incompressible_pages: 0,
    zswpout: 1,
  });
});

test('any history of events adds up to what is left of it', () => {
  const length = fc.constantFrom(1, 4095, 4096);
  const events = fc.array(fc.tuple(fc.constantFrom('in', 'out', 'yes', 'no'), length, fc.nat(9)));
  fc.assert(
    fc.property(events, (history) => {
      const ledger = new Ledger();
      const live: number[] = [];
      const ended = { yes: 0, no: 0 };
      for (const [what, bytes, count] of history) {
        if (what === 'in') {
          live.push(bytes);
          ledger.published(count, bytes);
        } else if (what === 'out' && live.length > 0) {
          ledger.freed(count, live.splice(count % live.length, 1)[0]);
        } else if (what === 'yes') {
          ended.yes += count;
          ledger.accepted(count);
        } else if (what === 'no') {
          ended.no++;
          ledger.refused(count);
        }
      }
      assert.deepEqual(ledger.expected(), {
        stored_pages: live.length,
        stored_incompressible_pages: live.filter((bytes) => bytes === 4096).length,
        zswpout: ended.yes,
      });
      assert.equal(ledger.failedStores, ended.no);
    }),
  );
});
