import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { realResult } from '../../support/report-results.js';

const folder = temporaryFolder();
let result: string;
before(async () => {
  result = fileIn(folder, 'result.json', JSON.stringify(await realResult()));
});

describe('report', () => {
  it('writes a page to a file, and to stdout without -o', async () => {
    const path = join(folder, 'report.html');
    const toFile = await inProcess('report', result, '-o', path);
    assert.deepEqual(toFile, { exitCode: 0, stdout: '', stderr: '' });
    const toStdout = await inProcess('report', result);
    assert.equal(toStdout.stdout, readFileSync(path, 'utf8'));
    assert.match(toStdout.stdout, /^<!doctype html>\n.*<\/html>\n$/s);
  });

  it('marks files of the user in the command', async () => {
    const { stdout } = await inProcess('report', result);
    assert.match(stdout, /--corpus \.\/tiny .*Replace \.\/tiny by the path of the measured file/s);
  });

  it('fails with one line for an invalid result, and keeps the old page', async () => {
    const old = fileIn(folder, 'old.html', 'old');
    const bad = fileIn(folder, 'bad.json', '{"schema":"zswap-bench.result/1"}');
    const { exitCode, stdout, stderr } = await inProcess('report', bad, '-o', old);
    assert.equal(exitCode, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^zswap-bench: .*bad\.json: expected .*; found .*\n$/);
    assert.equal(readFileSync(old, 'utf8'), 'old');
  });

  it('checks the output before reading', async () => {
    const nowhere = join(folder, 'none', 'report.html');
    const { exitCode, stderr } = await inProcess('report', result, '-o', nowhere);
    assert.equal(exitCode, 2);
    assert.match(stderr, /none/);
    assert.ok(!existsSync(join(folder, 'none')));
  });
});
