import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { parse } from 'junit2json';
import { formatBencher } from '../../../src/commands/gate/bencher.js';
import { formatBenchmarkAction } from '../../../src/commands/gate/benchmark-action.js';
import type { GateReport } from '../../../src/commands/gate/gate-verdict.js';
import { formatAnnotations, formatJobSummary } from '../../../src/commands/gate/github.js';
import { formatJunit } from '../../../src/commands/gate/junit.js';
import { gateTests } from '../../../src/commands/gate/ktap.js';
import { gateReport } from '../../../src/commands/gate/tables.js';
import { render } from '../../../src/output/format.js';
import { formatKtap } from '../../../src/output/ktap.js';
import type { ResultDocument } from '../../../src/result/document.js';
import { temporaryFolder } from '../../support/files.js';
import { gateOf, hostile, mixedResults } from '../../support/gate-reports.js';
import { readKtap } from '../../support/ktap.js';
import { resultOf } from '../../support/result-documents.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
let current: ResultDocument;
let report: GateReport;

before(async () => {
  const grid = ['-c', 'lz4', '-s', 'batch', '-f', '16K', '--max-pool-percent', '15'];
  const result = await resultOf('--corpus', core, ...grid, '--no-timing');
  const [old, now] = mixedResults(result);
  current = now;
  report = gateOf(old, now);
});

describe('JUnit XML, as junit2json reads it', () => {
  const read = async (strict: boolean, of = report) => {
    const suites = await parse(formatJunit(of, strict));
    assert.ok(suites && 'testsuite' in suites && suites.testsuite);
    const [suite] = suites.testsuite;
    return { suites, suite, cases: suite.testcase ?? [] };
  };

  it('has a case for every cell, with failure and reason', async () => {
    const { suites, suite, cases } = await read(false);
    assert.deepEqual(
      cases.map(({ name, classname }) => [classname, name]),
      report.cells.map(({ cell }) => ['tiny', cell]),
    );
    const messages = cases.map(({ failure }) => failure?.[0].message);
    assert.equal(messages[0], undefined);
    assert.match(messages[1] ?? '', /^pool\.endPages is \d+, was \d+$/);
    assert.match(
      messages[2] ?? '',
      /^relativeToCompressor is 0\.\d+, was 0\.\d+ \(-1\d\.\d%\); allowed -5%/,
    );
    assert.equal(messages[3], undefined);
    assert.equal(messages[4], 'the cell is missing in the current result');
    assert.match(JSON.stringify(cases[3].skipped), /not significant/);
    for (const counted of [suites, suite]) {
      assert.deepEqual([counted.tests, counted.failures, counted.errors], [5, 3, 0]);
    }
    assert.equal(suite.skipped, 1);
  });

  it('reports inconclusive cells as failures with --strict', async () => {
    const { suite, cases } = await read(true);
    assert.deepEqual([suite.failures, suite.skipped], [4, 0]);
    assert.equal(cases[3].failure?.length, 1);
  });

  it('escapes any name', async () => {
    const bad = hostile(report);
    const { cases } = await read(false, bad);
    assert.equal(cases.length, 6);
    assert.equal(cases[1].name, hostile(report).cells[0].cell);
    assert.match(cases[0].failure?.[0].message ?? '', /<script>.*\\n::error::no\\u0007\? is /);
    assert.doesNotMatch(formatJunit(bad, false), /<script|]]>|&(?!amp;|lt;|gt;|quot;|apos;)/);
  });
});

describe('KTAP', () => {
  const read = (of: GateReport, strict = false) =>
    readKtap(
      formatKtap(gateTests(of, { current, strict, userNames: { corpora: [], strategies: [] } })),
    );

  it('has a test for the whole results and one per corpus, with a subtest per cell', () => {
    const [whole, tiny] = read(report);
    assert.deepEqual([whole.name, whole.ok], ['options and corpora', true]);
    assert.deepEqual([tiny.name, tiny.ok], ['tiny', false]);
    assert.deepEqual(
      tiny.subtests.map(({ name, ok, skip }) => [name, ok, skip !== null]),
      [
        ['tiny/a/pass', true, false],
        ['tiny/b/differs', false, false],
        ['tiny/c/slower', false, false],
        ['tiny/d/noisy', true, true],
        ['tiny/e/gone', false, false],
      ],
    );
    const [, differs, , noisy, gone] = tiny.subtests;
    assert.match(differs.diagnostics[0], /^pool\.endPages is \d+, was \d+$/);
    assert.match(differs.diagnostics[1], /^replay: npx zswap-bench run --corpus tiny -c lz4 /);
    assert.match(noisy.skip ?? '', /not significant/);
    assert.deepEqual(gone.diagnostics, ['the cell is missing in the current result']);
  });

  it('fails inconclusive cells with --strict, and the first test for what is outside cells', () => {
    assert.equal(read(report, true)[1].subtests[3].ok, false);
    const [whole] = read({ ...report, missingCorpora: { baseline: ['new'], current: [] } });
    assert.equal(whole.ok, false);
    assert.match(
      whole.diagnostics[0],
      /^corpus new: the corpus is missing in the baseline result$/,
    );
  });

  it('has one line per test, with any name', () => {
    const bad = hostile(report);
    const names = read(bad).flatMap(({ subtests }) => subtests.map(({ name }) => name));
    assert.equal(names.length, bad.cells.length);
  });
});

/** Parses a command like the runner: properties before the second `::`, then the message, percent codes decoded. */
function decoded(line: string): { kind: string; title: string; message: string } {
  const [, kind = '', title = '', message = ''] = /^::(\w+) title=([^:,]*)::(.*)$/.exec(line) ?? [];
  const undone = (text: string) =>
    text.replace(/%(25|0D|0A|3A|2C)/g, (_, code: string) =>
      String.fromCharCode(Number(`0x${code}`)),
    );
  return { kind, title: undone(title), message: undone(message) };
}

describe('workflow commands', () => {
  it('are errors for failed cells and warnings for inconclusive ones', () => {
    const commands = formatAnnotations(report).trimEnd().split('\n').map(decoded);
    assert.deepEqual(
      commands.map(({ kind, title }) => [kind, title]),
      [
        ['error', 'tiny/b/differs'],
        ['error', 'tiny/c/slower'],
        ['error', 'tiny/e/gone'],
        ['warning', 'tiny/d/noisy'],
      ],
    );
    assert.match(commands[1].message, /\(-1\d\.\d%\); allowed -5%; noise floor \d\.\d%, p 0\.000$/);
  });

  it('are absent if all cells passed', () => {
    const passed = report.cells.filter(({ verdict }) => verdict === 'pass');
    assert.equal(formatAnnotations({ ...report, cells: passed }), '');
  });

  it('are limited in number, and count the rest', () => {
    const [, differs] = report.cells;
    const cells = Array.from({ length: 30 }, (_, i) => ({ ...differs, cell: `cell ${i}` }));
    const commands = formatAnnotations({ ...report, cells })
      .trimEnd()
      .split('\n')
      .map(decoded);
    assert.equal(commands.length, 10);
    assert.deepEqual(
      [commands[9].title, commands[9].message],
      ['21 more', 'fail: 30 of 30 cells failed'],
    );
  });

  it('are one line each, with any name', () => {
    const lines = formatAnnotations(hostile(report)).trimEnd().split('\n');
    assert.ok(
      lines.every((line) => /^::(error|warning) title=/.test(line)),
      lines.join('\n'),
    );
    assert.match(decoded(lines[0]).title, /^corpus a&b"c'd,e:f%g/);
  });
});

describe('the job summary', () => {
  it('is Markdown with the verdict and the cells that did not pass', () => {
    const text = formatJobSummary(report);
    assert.match(text, /^### relativeToCompressor/m);
    assert.match(text, /\n\*\*Verdict: fail: 3 of 5 cells failed, 1 inconclusive\*\*\n\n$/);
    assert.match(text, /\n\| tiny\/b\/differs \| fail \| pool\.endPages is/);
  });

  it('escapes any name', () => {
    const text = formatJobSummary(hostile(report));
    assert.ok(!text.includes('<script') && !text.includes('\u0007'));
  });
});

describe('the gate in every format of results', () => {
  it('escapes hostile names', () => {
    const bad = gateReport(hostile(report));
    for (const format of ['table', 'markdown', 'csv', 'lkml'] as const) {
      const text = render(bad, format);
      assert.ok(!text.includes('\n::error') && !text.includes('\u0007'), format);
    }
    assert.equal(JSON.parse(render(bad, 'json')).schema, 'zswap-bench.gate/1');
  });
});

describe('Bencher Metric Format, by the schema at bencher.dev/bmf.json', () => {
  it('has measures of every cell, one number each with bounds', () => {
    const document = JSON.parse(formatBencher(current)) as Record<string, Record<string, object>>;
    assert.deepEqual(
      Object.keys(document),
      current.cells.map(({ key }) => key),
    );
    for (const measures of Object.values(document)) {
      assert.ok(Object.keys(measures).length >= 6);
      for (const [slug, metric] of Object.entries(measures)) {
        assert.match(slug, /^[a-z]+(-[a-z]+)*$/);
        const { value, lower_value: low, upper_value: high } = metric as Record<string, unknown>;
        for (const each of [value, low ?? 0, high ?? 0]) assert.ok(Number.isFinite(each), slug);
        assert.ok(Number(low ?? value) <= Number(value) && Number(value) <= Number(high ?? value));
      }
    }
    const { relativeToCompressor } = current.cells[0].timed as { relativeToCompressor: number };
    const { 'relative-to-compressor': relative } = document['tiny/a/pass'];
    assert.equal((relative as { value: number }).value, relativeToCompressor);
  });
});

describe("github-action-benchmark's customBiggerIsBetter", () => {
  it('is a list of entries with the required fields and types', () => {
    const entries = JSON.parse(formatBenchmarkAction(current)) as Record<string, unknown>[];
    assert.equal(entries.length, 4 * current.cells.length);
    const known = ['name', 'unit', 'value', 'range', 'extra'];
    for (const entry of entries) {
      assert.ok(Object.keys(entry).every((key) => known.includes(key)));
      assert.equal(typeof entry.name, 'string');
      assert.equal(typeof entry.unit, 'string');
      assert.ok(Number.isFinite(entry.value));
      for (const key of ['range', 'extra'])
        assert.ok(['string', 'undefined'].includes(typeof entry[key]));
    }
    assert.equal(new Set(entries.map(({ name }) => name)).size, entries.length);
  });
});
