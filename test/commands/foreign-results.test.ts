import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { zswapBench } from '../support/program.js';
import { sourceFiles } from '../support/source-files.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

// A module that writes a file when it is loaded, and its result.
const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const trace = join(folder, 'trace');
const module = fileIn(
  folder,
  'trap.mjs',
  `import { writeFileSync } from 'node:fs';
  writeFileSync(${JSON.stringify(trace)}, '');
  export default ({ strategies }) => strategies.batch;`,
);
const MACHINE = ['--total-ram', 'offered'];
const RUN = [
  'run',
  '--corpus',
  core,
  '-c',
  'lz4',
  '-f',
  '16K',
  '--no-timing',
  '--json',
  ...MACHINE,
];
const MIXED = ['--global-strategy', 'reserve'];

let results: string[] = [];

before(() => {
  process.chdir(folder);
  results = [[], ['--shard', '1/1'], MIXED].map((more) => {
    const { exitCode, stdout } = zswapBench([...RUN, '-s', module, ...more], folder);
    assert.equal(exitCode, 0);
    return stdout;
  });
  assert.ok(existsSync(trace), 'the module was loaded');
  rmSync(trace);
});

/** Commands that read a result. */
function commands(path: string): (readonly string[])[] {
  return [
    ['report', path],
    ['compare', path, path],
    ['merge', path],
    ['gate', '--baseline', path, '--current', path],
    ['gate', '--baseline', path, '--current', path, '--github'],
    ['gate', '--baseline', path, '--update', '--current', path],
    // Runs only strategies of its options, not of the baseline.
    ['gate', '--baseline', path, '-s', 'batch', ...RUN.slice(1).filter((arg) => arg !== '--json')],
  ];
}

describe('untrusted result', () => {
  it('loads no module that it names, in any command', async () => {
    for (const [i, text] of results.entries()) {
      const path = fileIn(folder, `${i}.json`, text);
      for (const args of commands(path)) {
        const { exitCode } = await inProcess(...args);
        assert.ok(exitCode !== null && exitCode <= 2, `${args.join(' ')}: ${exitCode}`);
        assert.ok(!existsSync(trace), args.join(' '));
      }
    }
  });

  it('loads no module that it names by a path', async () => {
    for (const name of ['trap.mjs', './trap.mjs', module, `file://${module}`, 'split:./trap.mjs']) {
      for (const [i, text] of results.entries()) {
        const path = fileIn(folder, `${i}.json`, text.replaceAll('"trap', `"${name}`));
        for (const args of commands(path)) {
          await inProcess(...args);
          assert.ok(!existsSync(trace), `${args.join(' ')} with ${name}`);
        }
      }
    }
  });

  it('is an error if the name of a strategy is a path', async () => {
    const [plain, , mixed] = results;
    for (const text of [plain, mixed]) {
      for (const field of ['"strategies": [\n      "', '"strategy": "', '"path": "']) {
        if (!text.includes(field)) continue;
        const path = fileIn(folder, 'path.json', text.replaceAll(field, `${field}../`));
        const { exitCode, stderr } = await inProcess('report', path);
        assert.equal(exitCode, 2);
        assert.match(stderr, /expected a name of .* and without \/ at [^\n]*\n$/);
      }
    }
  });

  it('has a remark that a module is code in the printed command', async () => {
    const path = fileIn(folder, 'plain.json', results[0]);
    const { stdout } = await inProcess('report', path);
    assert.match(stdout, /-s \.\/trap\.js /);
    assert.match(stdout, /by the path of the module of trap; its code will run/);
  });

  // Last: a process loads a module once.
  it('control: loading the module writes the file', async () => {
    await inProcess(...RUN, '-s', './trap.mjs');
    assert.ok(existsSync(trace));
  });
});

describe('user modules', () => {
  it('are loaded in one file, which commands that only read results do not import', () => {
    const files = new Map(sourceFiles().map((file) => [file.path, file]));
    const loading = [...files.values()].filter(({ text }) => /\bimport\((?!['"])/.test(text));
    assert.deepEqual(
      loading.map(({ path }) => path),
      ['strategy/load-module.ts'],
    );
    const reached = new Set<string>();
    const reach = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const other of files.get(path)?.imports ?? []) reach(other);
    };
    for (const name of ['report', 'compare', 'merge']) reach(`commands/${name}/command.ts`);
    assert.ok(reached.size > 20);
    assert.ok(!reached.has('strategy/load-module.ts'));
  });
});
