// The beginnings of what a kernel prints about trouble of its own.
const WARNING =
  /WARNING: |BUG: |BUG at |Oops: |Oops\b|general protection fault|page_counter underflow|refcount_t:|KASAN:|KCSAN:|UBSAN:|blocked for more than|Out of memory|oom-kill:|soft lockup|rcu: INFO|Kernel panic/;

// A processor or a task that made no progress for some seconds. Under TCG the host's load alone can be the cause.
const STALL = /soft lockup|rcu: INFO|blocked for more than/;

const STALL_NOTE = ' (a stall: a busy host can cause it; repeat on an idle one)';

const PANIC = /Kernel panic - not syncing: (.*)/;

/** A line of the kernel's log that its reader has to see, with a note at a stall; null for any other line. */
export function warningIn(line: string): string | null {
  if (!WARNING.test(line)) return null;
  return STALL.test(line) ? line.trimEnd() + STALL_NOTE : line;
}

/** Why a kernel panicked, or null for any other line. */
export function panicReason(line: string): string | null {
  return PANIC.exec(line)?.[1] ?? null;
}
