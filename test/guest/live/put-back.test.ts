import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  isRunning,
  type Journal,
  readJournal,
  removeJournal,
  removeUnfinished,
  writeJournal,
} from '../../../src/guest/live/journal.js';
import { kernelParameters } from '../../../src/guest/live/kernel-parameters.js';
import { fixedParameter, putBack, putParametersBack } from '../../../src/guest/live/put-back.js';
import { fakeMachine, programDouble } from '../../support/fake-machine.js';
import { temporaryFolder } from '../../support/files.js';
import { ROOT } from '../../support/program.js';

const folder = temporaryFolder();
const newFolder = () => mkdtempSync(`${folder}/machine-`);
const ENABLED = '/sys/module/zswap/parameters/enabled';
const SWAPPINESS = '/proc/sys/vm/swappiness';

function write(root: string, path: string, value: string): void {
  writeFileSync(root + path, `${value}\n`);
}

/** A journal of a machine, read back from its file. */
function journalOf(root: string, path: string): Journal {
  writeJournal(path, { memoryController: false, parameters: kernelParameters(root) });
  return readJournal(path) as Journal;
}

describe('kernel parameters', () => {
  it('are those that the kernel has, of a list of words the one in brackets, zswap.enabled last', () => {
    const parameters = kernelParameters(fakeMachine(newFolder()));
    assert.deepEqual(
      parameters.map(({ path, value }) => `${path.split('/').slice(-2).join('/')} ${value}`),
      [
        'vm/swappiness 60',
        'vm/page-cluster 3',
        'hugepages-2048kB/enabled inherit',
        'hugepages-64kB/enabled madvise',
        'parameters/compressor lzo',
        'parameters/enabled N',
      ],
    );
  });

  it('include all that the guest program writes', () => {
    const source = readFileSync(`${ROOT}guest/settings.c`, 'utf8');
    const folders = {
      ZSWAP: '/sys/module/zswap/parameters/',
      THP: '/sys/kernel/mm/transparent_hugepage/',
    };
    const written = [
      ...source.matchAll(/(?:(ZSWAP|THP) )?"((?:\/proc\/sys|[a-z])[\w/-]*)", *"?\w/g),
    ]
      .map(([, name, rest]) =>
        name === undefined ? rest : folders[name as 'ZSWAP' | 'THP'] + rest,
      )
      .filter((path) => path.startsWith('/'));
    assert.ok(written.length >= 12, written.join(' '));
    const files = Object.fromEntries(written.map((path) => [path.slice(1), '1\n']));
    const known = kernelParameters(fakeMachine(newFolder(), files)).map(({ path }) => path);
    assert.deepEqual(
      written.filter((path) => !known.includes(path)),
      [],
    );
  });
});

describe('journal', () => {
  it('is written whole, with nothing beside it, and removed', () => {
    const state = newFolder();
    const path = `${state}/deep/journal.json`;
    const parameters = [{ path: SWAPPINESS, value: '60' }];
    assert.equal(readJournal(path), null);
    writeJournal(path, { memoryController: true, parameters });
    assert.deepEqual(readdirSync(`${state}/deep`), ['journal.json']);
    const journal = readJournal(path) as Journal;
    assert.deepEqual(journal.parameters, parameters);
    assert.equal(journal.memoryController, true);
    removeJournal(path);
    assert.equal(readJournal(path), null);
  });

  it('of another run is not replaced', () => {
    const path = `${newFolder()}/journal.json`;
    writeJournal(path, { memoryController: true, parameters: [] });
    const before = readFileSync(path, 'utf8');
    assert.throws(
      () => writeJournal(path, { memoryController: false, parameters: [] }),
      /journal.json: expected no journal of another run; found one; .* kernel restore/,
    );
    assert.equal(readFileSync(path, 'utf8'), before);
    assert.equal(readdirSync(path.replace('/journal.json', '')).length, 1);
  });

  it('that a killed process did not finish is removed, and none of a process that runs', () => {
    const state = newFolder();
    const path = `${state}/journal.json`;
    const { pid = 0 } = spawnSync('true');
    for (const name of [`${pid}.tmp`, `${process.pid}.tmp`, 'tmp'])
      writeFileSync(`${path}.${name}`, '{');
    removeUnfinished(path);
    const left = ['journal.json.tmp', `journal.json.${process.pid}.tmp`];
    assert.deepEqual(readdirSync(state).sort(), left.sort());
    removeUnfinished(`${state}/missing/journal.json`);
  });

  it('that is damaged is a failure of one line', () => {
    const path = `${newFolder()}/journal.json`;
    for (const text of ['', '{', '{"schema":"zswap-bench.journal/2"}']) {
      writeFileSync(path, text);
      assert.throws(() => readJournal(path), /a journal of kernel run --live; found .*by hand/);
    }
  });

  it('tells a run that goes on from another process of the same number', () => {
    const journal = journalOf(fakeMachine(newFolder()), `${newFolder()}/journal.json`);
    assert.ok(isRunning(journal));
    assert.ok(!isRunning({ ...journal, startTicks: journal.startTicks + 1 }));
  });
});

describe('putting back', () => {
  it('writes what differs, takes the rest down and removes the journal; again it does nothing', () => {
    const root = fakeMachine(newFolder());
    const path = `${newFolder()}/journal.json`;
    const journal = journalOf(root, path);
    write(root, ENABLED, 'Y');
    write(root, SWAPPINESS, '0');
    const program = programDouble(newFolder(), 'echo "$@"');
    const { done, failed } = putBack(path, journal, program, root);
    assert.deepEqual(failed, []);
    assert.deepEqual(done, [
      'take-down memory-off taken down',
      `${SWAPPINESS}: 0 to 60`,
      `${ENABLED}: Y to N`,
    ]);
    assert.equal(readFileSync(root + ENABLED, 'utf8').trim(), 'N');
    assert.equal(readJournal(path), null);
    assert.deepEqual(putParametersBack(journal.parameters, root), { done: [], failed: [] });
  });

  it('keeps the journal where something fails, and goes on with the others', () => {
    const root = fakeMachine(newFolder());
    const path = `${newFolder()}/journal.json`;
    const journal = journalOf(root, path);
    const lost = { path: '/proc/sys/vm/gone', value: '1' };
    write(root, ENABLED, 'Y');
    const program = programDouble(newFolder(), 'echo "swap on /dev/loop: Invalid" >&2; exit 1');
    const { done, failed } = putBack(
      path,
      { ...journal, parameters: [lost, ...journal.parameters] },
      program,
      root,
    );
    assert.deepEqual(done, [`${ENABLED}: Y to N`]);
    assert.equal(failed[0], 'swap on /dev/loop: Invalid');
    assert.match(failed[1], /^\/proc\/sys\/vm\/gone: ENOENT/);
    assert.notEqual(readJournal(path), null);
  });

  it('fails where a program for it cannot run, or fails without a word', () => {
    const root = fakeMachine(newFolder());
    const path = `${newFolder()}/journal.json`;
    const journal = journalOf(root, path);
    assert.match(putBack(path, journal, '/missing', root).failed[0], /ENOENT/);
    const program = programDouble(newFolder(), 'exit 3');
    assert.deepEqual(putBack(path, journal, program, root).failed, ['exit code 3']);
    assert.notEqual(readJournal(path), null);
  });

  it('is known not to work before anything changes, where a parameter takes no value', () => {
    const root = fakeMachine(newFolder());
    const parameters = kernelParameters(root);
    assert.equal(fixedParameter(parameters, root), null);
    const folder = { path: '/proc/sys/vm', value: '1' };
    assert.match(
      String(fixedParameter([...parameters, folder], root)),
      /^\/proc\/sys\/vm, which does not take 1: EISDIR/,
    );
  });
});
