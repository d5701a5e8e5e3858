// The beginnings of what a kernel prints about trouble of its own.
const WARNING =
  /WARNING: |BUG: |BUG at |Oops: |Oops\b|general protection fault|page_counter underflow|refcount_t:|KASAN:|KCSAN:|UBSAN:|blocked for more than|Out of memory|oom-kill:|soft lockup|rcu: INFO|Kernel panic/;

const PANIC = /Kernel panic - not syncing: (.*)/;

/** Whether a line of the kernel's log is one that its reader has to see. */
export function isWarning(line: string): boolean {
  return WARNING.test(line);
}

/** Why a kernel panicked, or null for any other line. */
export function panicReason(line: string): string | null {
  return PANIC.exec(line)?.[1] ?? null;
}
