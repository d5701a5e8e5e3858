const PREFIX = 'kernel-';

/** Results name a kernel where they name a strategy otherwise. */
export function kernelStrategy(release: string): string {
  return PREFIX + release;
}

/** Releases of the kernels that a result has figures of; null for a result with figures of the model. */
export function kernelReleases(strategies: readonly string[]): string[] | null {
  if (strategies.length === 0 || !strategies.every((name) => name.startsWith(PREFIX))) return null;
  return strategies.map((name) => name.slice(PREFIX.length));
}
