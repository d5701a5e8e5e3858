import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool, type Tool } from './run-tool.js';
import { cacheFolder } from './xdg-folders.js';

const SOURCES = fileURLToPath(new URL('../../../guest/', import.meta.url));

const COMPILER: Tool = { program: 'cc', debianPackage: 'gcc libc6-dev' };

const FLAGS = ['-std=c11', '-D_GNU_SOURCE', '-O2', '-static', '-pthread'];

/**
 * The path of the guest program, built with the user's C compiler unless the cache has it. Its name there holds a hash of
 * the sources, the flags and the compiler's version.
 */
export async function guestProgram(): Promise<string> {
  const names = readdirSync(SOURCES)
    .filter((name) => /\.[ch]$/.test(name))
    .sort();
  const version = await runTool(COMPILER, ['--version']);
  const hash = createHash('sha256').update(version).update(FLAGS.join(' '));
  for (const name of names) hash.update(`\0${name}\0`).update(readFileSync(SOURCES + name));
  const folder = cacheFolder();
  const path = join(folder, `guest-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const made = `${path}.${process.pid}.tmp`;
  const sources = names.filter((name) => name.endsWith('.c')).map((name) => SOURCES + name);
  await runTool(COMPILER, [...FLAGS, '-o', made, ...sources]);
  renameSync(made, path);
  return path;
}
