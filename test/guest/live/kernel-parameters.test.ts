import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { kernelParameters } from '../../../src/guest/live/kernel-parameters.js';
import { temporaryFolder } from '../../support/files.js';
import { ROOT } from '../../support/program.js';

it('kernelParameters: has every sysctl that the guest program writes', () => {
  const source = readFileSync(join(ROOT, 'guest/settings.c'), 'utf8');
  const written = [...source.matchAll(/change_\w+\("(\/proc\/sys\/[^"]+)"/g)].map(
    ([, path]) => path,
  );
  assert.ok(written.length >= 7);
  const root = temporaryFolder();
  for (const path of written) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), '1\n');
  }
  const known = kernelParameters(root).map(({ path }) => path);
  assert.deepEqual([...known].sort(), [...written].sort());
});
