import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { checkWritable, discardUnfinished, writeWhole } from '../../src/cli/output-file.js';
import { ownDevice } from '../support/devices.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { assertFailure } from '../support/refusals.js';

const parent = temporaryFolder();
let folder = '';
let folders = 0;

beforeEach(() => {
  folder = join(parent, `${folders++}`);
  mkdirSync(folder);
});

function content(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** Runs a check at each turn of the event loop, when a signal handler may run. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

async function refused(path: string, found: RegExp): Promise<void> {
  const writing = [() => writeWhole(path, (write) => write('new')), () => checkWritable(path)];
  for (const write of writing) {
    await assert.rejects(write(), (error) => {
      assertFailure(error, 'ZB_OUTPUT', path);
      assert.match(error.message, /expected a writable file; found /);
      assert.match(error.message, found);
      return true;
    });
  }
}

describe('a file that is written whole', () => {
  it('contains all pieces, and no temporary file is left', async () => {
    const path = join(folder, 'out');
    const returned = await writeWhole(path, async (write) => {
      await write('text, ');
      await write(Uint8Array.of(0x62, 0x79));
      await write('tes: ünï');
      return 42;
    });
    assert.equal(returned, 42);
    assert.equal(content('out'), 'text, bytes: ünï');
    assert.deepEqual(readdirSync(folder), ['out']);
  });

  it('does not exist before it is complete', async () => {
    const path = join(folder, 'out');
    await writeWhole(path, async (write) => {
      await write('half');
      assert.equal(existsSync(path), false);
    });
    assert.equal(existsSync(path), true);
  });

  it('replaces an older one, with its permissions', async () => {
    const path = fileIn(folder, 'out', 'old and long');
    chmodSync(path, 0o640);
    await writeWhole(path, (write) => write('new'));
    assert.equal(content('out'), 'new');
    assert.equal(statSync(path).mode & 0o777, 0o640);
  });

  it('keeps the older one if it is not finished', async () => {
    const path = fileIn(folder, 'out', 'old');
    const broken = writeWhole(path, async (write) => {
      await write('new');
      throw new Error('out of pages');
    });
    await assert.rejects(broken, /^Error: out of pages$/);
    assert.equal(content('out'), 'old');
    assert.deepEqual(readdirSync(folder), ['out']);
  });

  it('is discarded if the process ends early', async () => {
    const path = fileIn(folder, 'out', 'old');
    const discarded = writeWhole(path, async (write) => {
      await write('new');
      assert.equal(readdirSync(folder).length, 2);
      discardUnfinished();
      assert.deepEqual(readdirSync(folder), ['out']);
    });
    await assert.rejects(discarded, /no such file/);
    assert.equal(content('out'), 'old');
  });

  it('is registered as soon as it exists', async () => {
    const path = fileIn(folder, 'out', 'old');
    const discarded = assert.rejects(
      writeWhole(path, (write) => write('new')),
      /no such file/,
    );
    await until(() => readdirSync(folder).length === 2);
    discardUnfinished();
    await discarded;
    assert.deepEqual(readdirSync(folder), ['out']);
    assert.equal(content('out'), 'old');
  });

  it('is written through a link, which stays', async () => {
    fileIn(folder, 'target', 'old');
    const link = join(folder, 'link');
    symlinkSync('target', link);
    await writeWhole(link, (write) => write('new'));
    assert.equal(content('target'), 'new');
    assert.equal(readlinkSync(link), 'target');
    assert.deepEqual(readdirSync(folder).sort(), ['link', 'target']);
  });

  it('is written through dangling links', async () => {
    mkdirSync(join(folder, 'deep'));
    symlinkSync('deep/link', join(folder, 'link'));
    symlinkSync('target', join(folder, 'deep/link'));
    await writeWhole(join(folder, 'link'), (write) => write('new'));
    assert.equal(content('deep/target'), 'new');
    assert.ok(lstatSync(join(folder, 'link')).isSymbolicLink());
  });

  it('may have any name', async () => {
    for (const name of ['a b', 'a,b', '-o', 'a\nb', '.hidden', 'x.tmp']) {
      await writeWhole(join(folder, name), (write) => write(name));
      assert.equal(content(name), name);
    }
  });
});

const NO_DEVICE = 'no device of its own can be made here';

describe('the permissions of a file that is written whole', () => {
  it('are at most the given ones, of a new and of a replaced file', async () => {
    for (const [maxMode, oldMode, mode] of [
      [0o600, 0o666, 0o600],
      [0o600, 0o640, 0o600],
      [0o640, 0o400, 0o400],
      [0o400, null, 0o400],
      [0o600, null, 0o600],
    ]) {
      const path = join(folder, `${maxMode} ${oldMode}`);
      if (oldMode !== null) chmodSync(fileIn(folder, `${maxMode} ${oldMode}`, 'old'), oldMode);
      await writeWhole(path, (write) => write('new'), maxMode ?? 0);
      assert.equal(statSync(path).mode & 0o777, mode);
      assert.equal(content(`${maxMode} ${oldMode}`), 'new');
    }
  });

  it('are not wider during the write', async () => {
    const path = fileIn(folder, 'out', 'old');
    for (const maxMode of [0o600, 0o777]) {
      chmodSync(path, 0o640);
      await writeWhole(
        path,
        async (write) => {
          await write('new');
          const [name = ''] = readdirSync(folder).filter((each) => each !== 'out');
          assert.equal(statSync(join(folder, name)).mode & 0o777, 0o640 & maxMode);
        },
        maxMode,
      );
    }
  });
});

describe('a file with a name of maximum length', () => {
  for (const length of [247, 248, 254, 255]) {
    it(`of ${length} bytes: is written`, async () => {
      // Two bytes each, and one to make it odd.
      const name = `${'ü'.repeat(Math.floor(length / 2))}${'n'.repeat(length % 2)}`;
      await checkWritable(join(folder, name));
      await writeWhole(join(folder, name), (write) => write('new'));
      assert.equal(content(name), 'new');
      assert.deepEqual(readdirSync(folder), [name]);
    });
  }
});

describe('a device', () => {
  it('is written to, and stays', async (test) => {
    const path = ownDevice(folder, 'null');
    if (path === null) return test.skip(NO_DEVICE);
    const before = lstatSync(path);
    await checkWritable(path);
    await writeWhole(path, (write) => write('new'));
    const after = lstatSync(path);
    assert.ok(after.isCharacterDevice());
    assert.equal(after.ino, before.ino);
  });

  it('that is full is an error', async (test) => {
    const path = ownDevice(folder, 'full');
    if (path === null) return test.skip(NO_DEVICE);
    await assert.rejects(
      writeWhole(path, (write) => write('new')),
      (error) => {
        assertFailure(error, 'ZB_OUTPUT', path);
        assert.match(error.message, /found no space left on device/);
        return true;
      },
    );
    assert.ok(lstatSync(path).isCharacterDevice());
  });
});

/** Root can write everywhere. */
async function asAnybody(work: () => Promise<void>): Promise<void> {
  chmodSync(parent, 0o755);
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    await work();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe('an unwritable output is an error with the name as given', () => {
  it('a folder', () => refused(folder, /found a directory/));
  it('without a name', () => refused('', /^'': .*found an empty name/));
  it('in a missing folder', () => refused(join(folder, 'no/x'), /found no such file/));
  it('below a file', () => refused(join(fileIn(folder, 'f', ''), 'x'), /found not a directory/));
  it('with too long a name', () => refused(join(folder, 'n'.repeat(256)), /found name too long/));
  it('through a loop of links', () => {
    const path = join(folder, 'loop');
    symlinkSync(basename(path), path);
    return refused(path, /found too many symbolic links/);
  });
  it('in a folder without permission', async () => {
    chmodSync(folder, 0o555);
    await asAnybody(() => refused(join(folder, 'x'), /found permission denied/));
  });
  it('over a read-only file', async () => {
    chmodSync(folder, 0o777);
    chmodSync(fileIn(folder, 'x', 'old'), 0o444);
    await asAnybody(() => refused(join(folder, 'x'), /found permission denied/));
    assert.equal(content('x'), 'old');
  });
});

describe('check before the work', () => {
  it('leaves no file behind, and an older file unchanged', async () => {
    const path = fileIn(folder, 'out', 'old');
    await checkWritable(path);
    await checkWritable(join(folder, 'new'));
    assert.deepEqual(readdirSync(folder), ['out']);
    assert.equal(content('out'), 'old');
  });
});
