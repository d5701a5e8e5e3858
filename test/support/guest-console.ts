/** The first line of a guest. */
export const KERNEL_LINE = {
  type: 'kernel',
  release: '6.18.1',
  version: '#1 SMP',
  arch: 'x86_64',
  pageBytes: 4096,
  totalKb: 1048576,
  cpus: 1,
  nodes: 1,
  zswap: 1,
  debugfs: 1,
  memoryController: 1,
  failNth: 0,
  folioKb: '2048 16 64',
} as const;

/** Lines of a guest as its console shows them, numbered. */
export function consoleOf(lines: readonly object[]): string[] {
  return lines.map(
    (line, seq) => `[    ${seq}.000000] zswap-bench: ${JSON.stringify({ seq, ...line })}`,
  );
}
