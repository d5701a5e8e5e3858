// Parts that the A/A scripts of this folder share: a folder of temporary files, busy processes, a slowed store path.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates a folder that is removed when the script ends. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts processes that keep the CPUs busy until the script ends. */
export function startLoad(processes) {
  const loads = Array.from({ length: processes }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  process.on('exit', () => {
    for (const child of loads) child.kill('SIGKILL');
  });
}

/** Returns the load average of the last minute. */
export function loadNow() {
  return readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
}

/** Code of a strategy module: `slowed` is `batch` whose stores take `share` times their CPU time. */
export const SLOWED_BATCH = `const spentUs = (since) => { const { user, system } = process.cpuUsage(since); return user + system; };
const slowed = (batch, share) => ({
  ...batch,
  *path(store) {
    const start = process.cpuUsage();
    const outcome = yield* batch.path(store);
    const untilUs = spentUs(start) * share;
    while (spentUs(start) < untilUs);
    return outcome;
  },
});
`;
