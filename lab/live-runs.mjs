// Inside a machine that may be changed (lab/live-machine.mjs), as root: runs `kernel run --live --yes` to its end, and kills it
// with TERM, INT and KILL at different moments, with `kernel restore` after it; says which parameters differ afterwards.
// node lab/live-runs.mjs [TIMES] [KIND ...], each kind run, SIGTERM, SIGINT, SIGKILL or costs
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { release } from 'node:os';
import { setTimeout } from 'node:timers/promises';

if (process.ppid !== 1) throw new Error('to be started by lab/live-init.c: it changes the machine');
const [given = 20, ...kinds] = process.argv.slice(2);
const times = Number(given);
const wanted = (kind) => kinds.length === 0 || kinds.includes(kind);
const env = { ...process.env, XDG_CACHE_HOME: '/mnt/cache', XDG_STATE_HOME: '/mnt/state' };
const JOURNAL = '/mnt/state/zswap-bench/live-journal.json';
const CELL = ['--corpus', 'postgres', '-c', 'lz4', '-f', '64K', '--tasks', '1', '--offer', '4M'];
const RUN = ['kernel', 'run', '--live', '--yes', ...CELL, '-o', '/mnt/result'];

/** Every file of the kernel's parameters that can be read, and what stands around them. */
function dump() {
  const found = new Map();
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const file = `${path}/${entry.name}`;
      if (entry.isSymbolicLink()) continue;
      // Counters; and of each block device only how it works.
      if (entry.isDirectory() && entry.name !== 'stats') visit(file);
      else if (entry.isFile()) keep(file);
    }
  };
  const keep = (file) => {
    try {
      if (statSync(file).mode & 0o200) found.set(file, readFileSync(file, 'latin1'));
    } catch {
      // Some can be written only.
    }
  };
  for (const folder of [
    '/proc/sys/vm',
    '/proc/sys/kernel',
    '/sys/kernel/mm',
    '/sys/module/zswap',
  ]) {
    if (existsSync(folder)) visit(folder);
  }
  for (const device of readdirSync('/sys/block')) visit(`/sys/block/${device}/queue`);
  // Another number at each reading.
  for (const name of ['random/uuid', 'ns_last_pid']) found.delete(`/proc/sys/kernel/${name}`);
  for (const file of ['/proc/swaps', '/proc/mounts']) found.set(file, readFileSync(file, 'utf8'));
  found.set('block devices', readdirSync('/sys/block').sort().join(' '));
  const cgroups = '/sys/fs/cgroup';
  if (existsSync(`${cgroups}/cgroup.procs`)) {
    found.set('controllers', readFileSync(`${cgroups}/cgroup.subtree_control`, 'utf8'));
    const folders = readdirSync(cgroups, { withFileTypes: true }).filter((e) => e.isDirectory());
    found.set('cgroups', folders.map(({ name }) => name).join(' '));
  }
  found.set('journal', String(existsSync(JOURNAL)));
  found.set('state', readdirSync('/mnt/state', { recursive: true }).join(' '));
  found.set('guest processes', String(guests()));
  return found;
}

function guests() {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('/guest-')
      );
    } catch {
      return false;
    }
  }).length;
}

function differences(before, now) {
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((name) => before.get(name) !== now.get(name))
    .map(
      (name) => `${name}: ${JSON.stringify(before.get(name))} now ${JSON.stringify(now.get(name))}`,
    );
}

/** Runs the program; sends it a signal some time after its journal is there. */
async function start(args, signal = null, delayMs = 0) {
  const child = spawn(process.execPath, ['bin/zswap-bench.js', ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  let running = true;
  const ended = new Promise((done) => {
    child.once('close', (code, by) => {
      running = false;
      done(by ?? code);
    });
  });
  let journalMs = null;
  while (running) {
    await setTimeout(5);
    const there = existsSync(JOURNAL);
    if (there) journalMs ??= performance.now();
    if (signal !== null && there && performance.now() - journalMs >= delayMs) {
      child.kill(signal);
      break;
    }
    if (!there && journalMs !== null) break;
  }
  const changedMs = journalMs === null ? 0 : performance.now() - journalMs;
  return { end: await ended, output, changedMs };
}

function report(kind, rows) {
  const ends = [...new Set(rows.map(({ end }) => end))].join(', ');
  const swapped = rows.filter(({ found }) => found).length;
  const wrong = rows.filter(({ wrong }) => wrong.length > 0);
  console.log(
    `${kind}: ${rows.length}, ends ${ends}, journal left ${swapped}, differs ${wrong.length}`,
  );
  for (const row of wrong) console.log(row.wrong.join('\n'), row.output);
}

console.log(`${release()}, ${times} times`);
mkdirSync('/mnt/state/zswap-bench', { recursive: true });
// Once before, so that zswap has its pool, and the modules are there; the parameters that this changes are reported.
const untouched = dump();
const first = await start(RUN);
console.log(
  `first run: ends ${first.end}, ${Math.round(first.changedMs)} ms of it changed${first.end === 0 ? '' : ` ${first.output}`}`,
);
console.log(`differs after it: ${differences(untouched, dump()).join('; ') || 'nothing'}`);
const { changedMs } = first;

async function repeatRuns() {
  const begin = performance.now();
  const runs = [];
  for (let i = 0; i < times; i++) {
    // The first half without: the guest program mounts them for itself.
    if (i === Math.floor(times / 2)) {
      execFileSync('mount', ['-t', 'cgroup2', 'cgroup2', '/sys/fs/cgroup']);
      execFileSync('mount', ['-t', 'debugfs', 'debugfs', '/sys/kernel/debug']);
    }
    const before = dump();
    const ran = await start(RUN);
    runs.push({ ...ran, found: existsSync(JOURNAL), wrong: differences(before, dump()) });
  }
  report('run', runs);
  console.log(`${((performance.now() - begin) / times / 1000).toFixed(1)} s a run`);
}

async function repeatKills(signal) {
  const rows = [];
  for (let i = 0; i < times; i++) {
    const before = dump();
    const ran = await start(RUN, signal, (changedMs * i) / times);
    await setTimeout(200);
    const found = existsSync(JOURNAL);
    const restored = signal === 'SIGKILL' ? await start(['kernel', 'restore']) : null;
    const again = signal === 'SIGKILL' && i % 5 === 0 ? await start(['kernel', 'restore']) : null;
    const wrong = differences(before, dump());
    if (restored !== null && restored.end !== 0) wrong.push(`restore: ${restored.output}`);
    if (again !== null && !/^nothing/.test(again.output)) wrong.push(`again: ${again.output}`);
    rows.push({ ...ran, found, wrong });
    if (restored !== null && found && i % 5 === 0) console.log(restored.output.trim());
  }
  report(signal, rows);
}

async function measureCosts() {
  const costs = await start([...RUN, '-c', 'zstd', '-f', '4K', '--save-costs', '/mnt/costs.json']);
  console.log(`costs: ends ${costs.end} ${costs.output}`);
  console.log(readFileSync('/mnt/result', 'utf8'));
  console.log(readFileSync('/mnt/costs.json', 'utf8'));
  const used = ['run', ...CELL, '-s', 'batch', '--costs', '/mnt/costs.json', '--no-timing'];
  console.log((await start(used)).output);
}

if (wanted('run')) await repeatRuns();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL']) {
  if (wanted(signal)) await repeatKills(signal);
}
if (wanted('costs')) await measureCosts();
