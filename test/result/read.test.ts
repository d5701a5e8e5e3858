import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ResultDocument } from '../../src/result/document.js';
import { checkResult, readResult, unreadableField } from '../../src/result/read.js';
import { settingRows } from '../../src/result/settings.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { assertInputFailure } from '../support/refusals.js';
import { changed, nameOf, type Place, placesIn, resultOf } from '../support/result-documents.js';
import { tinyCore, writeTinyCorpora } from '../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core, raw } = writeTinyCorpora(folder);
const other = fileIn(folder, 'other.core', tinyCore());
const GRID = ['--corpus', core, '-c', 'lz4', '-f', '16K', '--max-pool-percent', '15'];
const TIMED = ['--time', '0.1', '-s', 'incremental'];

/** Results that together have every optional part, and lack every one. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  'every strategy': [...GRID, '--no-timing', '-s', 'all'],
  'a timed part': [...GRID, ...TIMED],
  'a timed part that stores nothing': [
    ...['--corpus', core, '-c', 'identity', '-f', '16K', '-s', 'batch-clearance'],
    ...['--time', '0.1', '--no-verify', '--max-pool-percent', '1'],
  ],
  'memcgs and rounds': [
    ...[...GRID, '--no-timing', '--scenario', 'edge', '--tasks', '2,4'],
    ...['--memcgs', '2', '--memcg-max', '16K', '--memcg-parent-max', '32K'],
  ],
  'gauges below zero': [
    ...['--corpus', core, '-c', 'lz4', '-f', '16K', '--no-timing', '--max-pool-percent', '40'],
    ...['-s', 'mainline-6.13', '--scenario', 'edge', '--offer', '512K', '--total-ram', '256K'],
  ],
  'a shard': [...GRID, '--no-timing', '--corpus', other, '--shard', '1/3'],
  'a raw dump in part': ['--corpus', raw, '--folios', 'dense', '--offer', '1M', '--no-timing'],
};

const results = new Map<string, ResultDocument>();

before(async () => {
  for (const [name, args] of Object.entries(RUNS)) results.set(name, await resultOf(...args));
});

function resultNamed(name: string): ResultDocument {
  return structuredClone(results.get(name) as ResultDocument);
}

/** Checks that a document is an error of one line; returns the message. */
function refusal(document: unknown): string {
  let said = '';
  assert.throws(
    () => checkResult(JSON.parse(JSON.stringify(document)), 'x.json'),
    (error) => {
      assertInputFailure(error, 'x.json');
      said = error.message;
      return true;
    },
  );
  return said;
}

function isField({ at }: { at: Place }): boolean {
  const parent = at[at.length - 2];
  const inMap = parent === 'drift' || (parent === 'folios' && at[0] === 'corpora');
  return typeof at[at.length - 1] === 'string' && !inMap;
}

/** Returns a value of another type. */
function wrongFor(value: unknown): unknown {
  if (typeof value === 'string') return 5;
  if (Array.isArray(value)) return {};
  return typeof value === 'object' && value !== null ? [] : 'text <b>';
}

describe('a result is read', () => {
  for (const name of Object.keys(RUNS)) {
    it(`of ${name}`, async () => {
      const document = resultNamed(name);
      const path = fileIn(folder, 'result.json', JSON.stringify(document));
      assert.deepEqual(await readResult(path), document);
    });
  }

  it('with and without every optional part', () => {
    const has = (place: Place, holds: (value: unknown) => boolean) =>
      [...results.values()].some((result) =>
        result.cells.some((cell) =>
          holds(
            place.reduce(
              (value, key) => (value as Record<string, unknown>)?.[key],
              cell as unknown,
            ),
          ),
        ),
      );
    const optional = [
      ...[['timed'], ['timed', 'pagesPerSecond'], ['timed', 'folioNs'], ['timed', 'roundTrip']],
      ...[
        ['exact', 'oracle'],
        ['exact', 'roundTrip'],
        ['exact', 'progress', 'rounds'],
      ],
    ];
    for (const place of optional) {
      assert.ok(
        has(place, (value) => value != null),
        `${place} is there`,
      );
      assert.ok(
        has(place, (value) => value == null),
        `${place} is not there`,
      );
    }
  });

  it('of a version without --threads as a run on one', () => {
    const document = changed(resultNamed('a timed part'), ['config', 'threads'], undefined);
    assert.equal(checkResult(JSON.parse(JSON.stringify(document)), 'x').config.threads, 1);
  });

  it('with counters and memcgs below zero, as kernel bugs leave them', () => {
    const [{ exact }] = resultNamed('gauges below zero').cells;
    assert.ok(
      (exact.counters.stored_pages ?? 0) < 0 && exact.memcg.every(({ endPages }) => endPages < 0),
    );
  });

  it('with fields that a later version may add', () => {
    const document = changed(resultNamed('a timed part'), ['cells', 0, 'exact', 'later'], { a: 1 });
    assert.deepEqual(checkResult(document, 'x'), document);
  });
});

describe('a result in memory', () => {
  it('is readable, or has a named unreadable field', () => {
    for (const result of results.values()) assert.equal(unreadableField(result), null);
    const result = resultNamed('a timed part');
    const place = ['cells', 0, 'exact', 'wasted', 'compressions'];
    assert.equal(
      unreadableField(changed(result, place, Number.NaN)),
      'expected a whole number from 0 up at cells[0].exact.wasted.compressions; found NaN',
    );
  });
});

/** Fields that older results, results without a timed part, or kernels lack. */
const OPTIONAL = new RegExp(
  '\\]\\.timed$|^corpusHash$|timed\\.turn$|verdicts$|repetitions(\\.(figures|rejects)\\.\\w+)?$|' +
    'exact\\.(pages\\.(incompressible|preloaded)|rejects|failingPage|counters\\.\\w+|pool\\.(overshootP99|compressedBytes)|' +
    'memcg\\[\\d+\\]\\.(peak|overshoot)Pages|wasted|' +
    'progress(\\.(firstStoreNs|fairness|fairnessOfMemcgs|lruInversions|shrinkWorkerRuns|allStoredRounds))?|oracle|timeline|memcgTimeline(\\.\\w+)?)$',
);

describe('an invalid result is an error with the name of the field', () => {
  it('where any field is missing', () => {
    const newer = settingRows()
      .filter(([, { absent }]) => absent !== undefined)
      .flatMap(([name]) => [`config.${name}`, `.parameters.${name}`]);
    for (const name of ['a timed part', 'memcgs and rounds']) {
      const document = resultNamed(name);
      const optional = (place: Place) =>
        OPTIONAL.test(nameOf(place)) || newer.some((field) => nameOf(place).endsWith(field));
      for (const { at } of placesIn(document).filter(isField)) {
        if (optional(at)) continue;
        const said = refusal(changed(document, at, undefined));
        assert.ok(said.includes(nameOf(at)), `${nameOf(at)}: ${said}`);
        assert.match(said, /found nothing/);
      }
    }
  });

  it('where any value is of another type', () => {
    const document = resultNamed('a timed part');
    for (const { at, value } of placesIn(document)) {
      const said = refusal(changed(document, at, wrongFor(value)));
      assert.ok(said.includes(nameOf(at)), `${nameOf(at)}: ${said}`);
    }
  });

  it('where any number is below its range', () => {
    const document = resultNamed('a timed part');
    const signed =
      /regretPages$|drift\.|counters\.|memcg\[\d+\]\.endPages$|(endStoredPages|zswpout|writtenBackPages|oracleGapPages)\[/;
    const numbers = placesIn(document).filter(({ value }) => typeof value === 'number');
    assert.ok(numbers.length > 100);
    for (const { at } of numbers.filter(({ at }) => !signed.test(nameOf(at)))) {
      assert.ok(refusal(changed(document, at, -1)).includes(`at ${nameOf(at)}; found -1`));
    }
  });

  it('where any count is not an exact whole number', () => {
    const document = resultNamed('memcgs and rounds');
    for (const { at, value } of placesIn(document)) {
      const fraction = /fairness|ratio(\[|$)|firstStoreNs$|difference|\.p$/.test(nameOf(at));
      if (typeof value !== 'number' || fraction) continue;
      for (const wrong of [1.5, 2 ** 53]) {
        assert.ok(refusal(changed(document, at, wrong)).includes(nameOf(at)), nameOf(at));
      }
    }
  });

  it('where any name has control characters or markup, or is empty', () => {
    const document = resultNamed('a timed part');
    const texts = placesIn(document).filter(({ value }) => typeof value === 'string');
    for (const { at } of texts) {
      for (const wrong of [
        '<script>alert(1)</script>',
        'two\nlines',
        '\u001b[2J',
        'turned \u202e round',
        'x'.repeat(1001),
      ]) {
        const said = refusal(changed(document, at, wrong));
        assert.ok(said.includes(nameOf(at)), said);
        assert.ok(said.length < 400, 'what was found is cut short');
      }
    }
    assert.ok(texts.length > 20);
  });

  it('where a key is an invalid name', () => {
    const document = resultNamed('a timed part');
    for (const place of [
      ['cells', 0, 'exact', 'rollback', 'drift'],
      ['corpora', 0, 'folios'],
    ]) {
      assert.ok(refusal(changed(document, [...place, '<b>'], 1)).includes(nameOf(place)));
    }
  });

  it('where two cells have one key, or two corpora one name', () => {
    const document = resultNamed('a timed part');
    const [cell] = document.cells;
    assert.match(
      refusal({ ...document, cells: [cell, cell] }),
      /'tiny\/lz4\/16K\/incremental' twice/,
    );
    const [corpus] = document.corpora;
    assert.match(refusal({ ...document, corpora: [corpus, corpus] }), /'tiny' twice/);
  });

  it('where the timeline has too many points', () => {
    const timeline = Array(201).fill([0, 0, 0]);
    const place = ['cells', 0, 'exact', 'timeline'];
    assert.match(
      refusal(changed(resultNamed('a timed part'), place, timeline)),
      /at most 200 items/,
    );
  });
});

describe('another document is an error', () => {
  const versions: Readonly<Record<string, RegExp>> = {
    'zswap-bench.result/2': /found 'zswap-bench.result\/2'; update zswap-bench/,
    'zswap-bench.result/0': /found 'zswap-bench.result\/0'; name a file/,
    'zswap-bench.check/1': /found 'zswap-bench.check\/1'; name a file/,
  };
  for (const [schema, said] of Object.entries(versions)) {
    it(schema, () => {
      assert.match(refusal({ ...resultNamed('a timed part'), schema }), said);
      assert.match(refusal({ schema }), said, 'before any of its fields');
    });
  }

  it('without a schema', () => {
    for (const document of [null, 5, 'text', [], {}, { schema: 5 }, { schema: null }]) {
      assert.match(refusal(document), /expected schema 'zswap-bench.result\/1'/);
    }
  });
});
