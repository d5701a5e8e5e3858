import type { WorkShare } from '../common/work-observer.js';

/** Estimates the time left; null before the first unit has ended. Units that are left take as long as those that have ended. */
export function timeLeftMs(total: WorkShare, ended: WorkShare, elapsedMs: number): number | null {
  const timedLeftMs = Math.max(0, (total.timedMs ?? 0) - (ended.timedMs ?? 0));
  const unitsLeft = total.units - ended.units;
  if (unitsLeft <= 0) return timedLeftMs;
  if (ended.units === 0) return null;
  const unitMs = Math.max(0, elapsedMs - (ended.timedMs ?? 0)) / ended.units;
  return unitMs * unitsLeft + timedLeftMs;
}

/** Formats a time in at most two units: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
