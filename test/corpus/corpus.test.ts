import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import { selectCorpora } from '../../src/corpus/corpus.js';
import { corpusName } from '../../src/corpus/page-source.js';
import { shippedCorpora } from '../../src/corpus/shipped.js';
import { fileIn, temporaryFolder } from '../support/files.js';

const folder = temporaryFolder();
const SHIPPED = [...shippedCorpora().keys()];

function file(name: string): string {
  return fileIn(folder, name, 'x');
}

function names(...args: string[]): string[] {
  return selectCorpora(args).map(({ name }) => name);
}

function refused(message: RegExp, ...args: string[]): void {
  assert.throws(
    () => selectCorpora(args),
    (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.exitCode, 2);
      assert.match(error.message, message);
      return true;
    },
  );
}

describe('selected corpora', () => {
  it('are all shipped ones for no argument and for all', () => {
    assert.deepEqual(names(), SHIPPED);
    assert.deepEqual(names('all'), SHIPPED);
  });

  it('are the named ones in the order given, in lists or as single arguments', () => {
    const [first, second, third] = SHIPPED;
    assert.deepEqual(names(`${third},${first}`, second), [third, first, second]);
  });

  it('can be paths, named by their file', () => {
    const path = file('my dump.core.zst');
    assert.deepEqual(selectCorpora([`${SHIPPED[0]},${path}`]).slice(1), [
      { name: 'my dump', path },
    ]);
  });

  it('can be all and further ones', () => {
    assert.deepEqual(names('all', file('besides.raw')), [...SHIPPED, 'besides']);
    assert.deepEqual(names(`${file('before.raw')},all`), ['before', ...SHIPPED]);
  });

  it('can have commas in a path that is an argument of its own', () => {
    const path = file('a,b.core');
    assert.deepEqual(selectCorpora([path]), [{ name: 'a,b', path }]);
    mkdirSync(join(folder, 'c,d'));
    assert.deepEqual(names(file('c,d/e.raw'), SHIPPED[0]), ['e', SHIPPED[0]]);
  });

  it('are shipped ones before files of the same name, which ./ selects', () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      const [name] = SHIPPED;
      file(name);
      file(`${name},${SHIPPED[1]}`);
      assert.match(selectCorpora([name])[0].path, /\/corpora\/[^/]+\.core\.zst$/);
      assert.deepEqual(selectCorpora([`./${name}`]), [{ name, path: `./${name}` }]);
      assert.deepEqual(names(`${name},${SHIPPED[1]}`), [`${name},${SHIPPED[1]}`], 'one path');
    } finally {
      process.chdir(before);
    }
  });

  it('are reported as a path if they have a slash or a dot, else as a name', () => {
    assert.deepEqual(names('./no/such'), ['such'], 'a missing file is reported when it is opened');
    assert.deepEqual(names('nosuch.core'), ['nosuch']);
    refused(/^--corpus: expected one of .*; found 'nosuch'; choose from the list$/, 'nosuch');
    const [name] = SHIPPED;
    refused(new RegExp(`did you mean '${name}'\\?`), `${name.slice(0, -1)}_`);
  });

  it('are refused when two have the same name', () => {
    const twin = file('twin.raw');
    const other = file('twin.core.gz');
    refused(
      /^--corpus: expected corpora of different names; found two named 'twin': .*twin.raw and .*twin.core.gz; name each once, or rename a file$/,
      twin,
      other,
    );
    refused(/two named/, SHIPPED[0], SHIPPED[0]);
    refused(/two named/, twin, relative(process.cwd(), twin));
    refused(/two named/, 'all', SHIPPED[0]);
  });

  it('are refused when their name is not plain, as reading results back requires', () => {
    refused(/for the corpus; found 'a <b>'; rename/, file('a <b>.raw'));
    // Each control character is written out as six.
    assert.equal(names(file(`${'\u0001'.repeat(42)}.raw`))[0].length, 252);
    refused(/expected a name of 1 to 255 characters/, file(`${'\u0001'.repeat(43)}.raw`));
  });

  it('are refused for an empty argument, which does not mean all', () => {
    for (const empty of ['', ',', ',,']) refused(/^--corpus: expected .*; found '/, empty);
    refused(/^--corpus/, SHIPPED[0], '');
  });
});

describe('corpus name', () => {
  const expected: Record<string, string> = {
    'redis.core.zst': 'redis',
    '/a/b.c/redis.core': 'redis',
    'x.raw.gz': 'x',
    'x.bin': 'x',
    'x.bin.raw.core.zst.gz': 'x',
    'core.4711': 'core.4711',
    'x.core.4711': 'x.core.4711',
    'x.zstd': 'x.zstd',
    '.core': '.core',
    '.core.zst': '.core.zst',
    'dir/x/': 'x',
    'x.CORE': 'x.CORE',
    'a\nb.raw': 'a\\nb',
  };
  for (const [path, name] of Object.entries(expected)) {
    it(`of ${JSON.stringify(path)} is ${name}`, () => assert.equal(corpusName(path), name));
  }
});
