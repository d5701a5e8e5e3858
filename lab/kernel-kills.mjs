// Runs `kernel run` many times to its end, and kills it many times with TERM, INT and KILL at different moments; counts the
// processes and files that are left: node lab/kernel-kills.mjs IMAGE [TIMES]
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../bin/zswap-bench.js', import.meta.url));
const [image, times = '20'] = process.argv.slice(2);
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGKILL'];

const work = mkdtempSync(join(tmpdir(), 'kernel-kills-'));
const env = { ...process.env, XDG_CACHE_HOME: join(work, 'cache'), TMPDIR: work };
const args = [
  '--corpus',
  'postgres',
  '-c',
  'lz4',
  '--tasks',
  '1',
  '--memory',
  '256M',
  '--offer',
  '4M',
];

/** Processes whose environment names the folder of this run. */
function processes() {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(work);
    } catch {
      return false;
    }
  });
}

/** Files below the folder, without the guest program, which the cache keeps. */
function files() {
  return readdirSync(work, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^guest-[0-9a-f]{16}$/.test(entry.name))
    .map((entry) => entry.name);
}

async function run(signal, delayMs) {
  const output = join(work, 'result.json');
  const command = [
    PROGRAM,
    'kernel',
    'run',
    '--image',
    resolve(image),
    ...args,
    '--json',
    '-o',
    output,
  ];
  const child = spawn(process.execPath, command, { cwd: work, env, stdio: 'ignore' });
  const ended = new Promise((done) => child.once('close', (code, by) => done(by ?? code)));
  if (signal !== null) {
    await setTimeout(delayMs);
    child.kill(signal);
  }
  const end = await ended;
  // The machine ends by a signal of the kernel's, a moment after its parent.
  for (let tries = 0; processes().length > 0 && tries < 200; tries++) await setTimeout(10);
  const result = {
    end,
    processes: processes().length,
    files: files().filter((name) => name !== 'result.json'),
  };
  const written = files().includes('result.json');
  rmSync(output, { force: true });
  return { ...result, written };
}

const rows = [];
const begin = performance.now();
for (let i = 0; i < Number(times); i++) rows.push({ kind: 'run', ...(await run(null, 0)) });
const runMs = (performance.now() - begin) / Number(times);
for (const signal of SIGNALS) {
  for (let i = 0; i < Number(times); i++) {
    const delayMs = Math.round((0.9 * runMs * (i + 0.5)) / Number(times));
    rows.push({ kind: signal, ...(await run(signal, delayMs)) });
  }
}
for (const kind of ['run', ...SIGNALS]) {
  const own = rows.filter((row) => row.kind === kind);
  const left = own.filter((row) => row.processes > 0 || row.files.length > 0);
  const ends = [...new Set(own.map(({ end }) => end))].join(', ');
  const written = own.filter((row) => row.written).length;
  console.log(
    `${kind}: ${own.length}, ends ${ends}, results ${written}, something left ${left.length}`,
  );
  for (const row of left) console.log(JSON.stringify(row));
}
rmSync(work, { recursive: true });
