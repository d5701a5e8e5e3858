import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inProcess } from '../support/in-process.js';

/** Checks a usage error: exit code 2, empty stdout, this text on stderr. */
function refused(args: string, ...messages: RegExp[]) {
  return async () => {
    const { exitCode, stdout, stderr } = await inProcess(...args.split(' '));
    assert.deepEqual([exitCode, stdout], [2, '']);
    for (const message of messages) assert.match(stderr, message);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_USAGE\] [^\n]*: expected [^\n]*; found [^\n]*; [^\n]*\n$/,
    );
  };
}

describe('usage: an unknown word is an error with a suggestion', () => {
  it('a command', refused('rnu', /one of run, .*; found 'rnu'; did you mean 'run'\?/));
  it(
    'a command of corpus',
    refused('corpus lsit', /corpus: .*found 'lsit'; did you mean 'list'\?/),
  );
  it(
    'an option',
    refused(
      'run --startegy batch',
      /run: expected a known option; found '--startegy'; .* '--strategy'\?/,
    ),
  );
  it(
    'an option of corpus',
    refused('corpus list --jsno', /found '--jsno'; did you mean '--json'\?/),
  );
  it('a strategy', refused('run -s bacth', /--strategy: .*'bacth'; did you mean 'batch'\?/));
  it('a compressor', refused('run -c lz5', /--compressor: .*'lz5'; did you mean 'lz4'\?/));
  it('a level', refused('run -c zstd:23', /a level from 1 to 22; found 'zstd:23'/));
  it('a corpus', refused('run --corpus redsi', /--corpus: .*'redsi'; did you mean 'redis'\?/));
  it('a folio size', refused('run -f 3K', /--folio-size: .*, 2M; found '3K'; did you mean/));
  it(
    'a size of two pages',
    refused('run -f 4K,8k', /found '8K'; use 4K or 16K: .* no folios of order 1/),
  );
  it(
    'a grouping',
    refused('run --folios loose', /--folios: expected one of aligned, dense; found 'loose'/),
  );
  it(
    'a format',
    refused('run --format xml', /--format: expected one of table, json.*; found 'xml'/),
  );
  it(
    'a shell',
    refused('completion cmd', /<shell>: expected one of bash, zsh, fish, powershell; found 'cmd'/),
  );
  it(
    'a way with partial pages',
    refused('run --partial keep', /--partial: expected drop; found 'keep'/),
  );
});

describe('usage: a value out of bounds is an error with the bounds', () => {
  it(
    'tasks',
    refused('run --tasks 0', /--tasks: .*from 1 to 512; found '0'; see zswap-bench run --help/),
  );
  it('more tasks', refused('run --tasks 513', /whole number from 1 to 512/));
  it('max_pool_percent', refused('run --max-pool-percent 101', /whole number from 0 to 100/));
  it('accept_threshold_percent', refused('run --accept-threshold-percent 101', /from 0 to 100/));
  it('a falling range', refused('run --max-pool-percent 50..5', /a rising range FIRST..LAST:STEP/));
  it('the seed', refused('run --seed 4294967296', /whole number from 0 to 4294967295/));
  it('a negative seed', refused('run --seed -1', /whole number from 0/));
  it('no time', refused('run --time 0', /--time: expected a number above 0; found '0'/));
  it(
    'an offer that is no size',
    refused('run --offer 3X', /expected a size such as 4096, 64K.*found '3X'/),
  );
  it(
    'an offer below a page',
    refused('run --offer 4095', /--offer: expected at least one page of/),
  );
  it('RAM below a page', refused('run --total-ram 1K', /--total-ram: expected .*found 1024 bytes/));
  it('no names', refused('run --strategy ,', /--strategy: expected at least one name; found ','/));
  it('a process of no number', refused('corpus capture --pid 0 -o x', /whole number from 1 to/));
});

describe('usage: missing or excess values are errors', () => {
  it(
    'two strategies of one name',
    refused(
      'run -s incremental,batch --global-strategy reserve --memcg-strategy chunked',
      /with distinct names; found two named 'reserve\+chunked'; name one, as in --strategy batch/,
    ),
  );
  it('arguments of run', refused('run a b', /run: expected no arguments; found 'a', 'b'; see/));
  it(
    'arguments of corpus list',
    refused('corpus list a', /corpus list: expected no arguments; found 'a'/),
  );
  it(
    'an option without its value',
    refused('run --corpus', /run: expected a value for --corpus <list>; found none/),
  );
  it(
    'the process to capture',
    refused('corpus capture -o x', /corpus capture: expected --pid <pid>; found none/),
  );
  it(
    'the file to write',
    refused('corpus capture --pid 1', /expected -o, --output <file>; found none/),
  );
  it(
    'the file to import',
    refused('corpus import -o x', /corpus import: expected an argument <file>; found none/),
  );
  it('the file to look at', refused('corpus info', /expected an argument <path>; found none/));
  it(
    'a name to save under',
    refused('run --save ./x', /--save: expected a name without \/, .*; found/),
  );
  it('an empty name', refused('run --save=', /--save: expected a name without \//));
  it('dots as a name', refused('run --save ..', /found '\.\.'; use --output for a path/));
});

describe('usage: no command', () => {
  for (const args of [[], ['corpus']]) {
    it(`prints the help of ${args[0] ?? 'all'} on stderr, with exit code 2`, async () => {
      const { exitCode, stdout, stderr } = await inProcess(...args);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, /^Usage: zswap-bench /);
    });
  }
});

describe('help', () => {
  for (const args of [
    '--help',
    'help',
    'run -h',
    'help run',
    'corpus --help',
    'corpus help info',
  ]) {
    it(`goes to stdout: ${args}`, async () => {
      const { exitCode, stdout, stderr } = await inProcess(...args.split(' '));
      assert.deepEqual([exitCode, stderr], [0, '']);
      assert.match(stdout, /^Usage: zswap-bench /);
    });
  }

  it('is printed even with invalid options', async () => {
    assert.equal((await inProcess('run', '--corpus', 'nope', '--help')).exitCode, 0);
  });
});

describe('--version', () => {
  it('prints the version of the package and nothing else', async () => {
    const { exitCode, stdout, stderr } = await inProcess('--version');
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    assert.deepEqual((await inProcess('-V')).stdout, stdout);
  });
});
