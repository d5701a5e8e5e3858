/** Exit codes of the process. The numbers are part of the command-line contract. */
export const EXIT = {
  done: 0,
  regression: 1,
  usage: 2,
  correctness: 3,
  /** Only with --strict. */
  inconclusive: 4,
} as const;

/** Exit code and meaning of an error code. */
export interface ErrorKind {
  readonly exitCode: number;
  readonly meaning: string;
}

/** Stable codes of error messages, as in `zswap-bench: [ZB_USAGE] --tasks: ...`. docs/cli.md lists them. */
export const ERROR_CODES = {
  ZB_USAGE: {
    exitCode: EXIT.usage,
    meaning: 'a command, an option, an argument or a combination of them',
  },
  ZB_INPUT: {
    exitCode: EXIT.usage,
    meaning: 'a file, process or program that cannot be read or has unexpected content',
  },
  ZB_OUTPUT: { exitCode: EXIT.usage, meaning: 'a file that cannot be written' },
  ZB_ENVIRONMENT: {
    exitCode: EXIT.usage,
    meaning:
      'a limit or a fault of the environment: memory, addresses, open files, threads, a device',
  },
  ZB_GUEST: {
    exitCode: EXIT.usage,
    meaning:
      'a kernel image, a virtual machine, this machine for --live, or a tool for them that cannot be used',
  },
  ZB_GUEST_UNTRUSTED: {
    exitCode: EXIT.correctness,
    meaning: 'a guest that panicked or printed no valid result',
  },
  ZB_MODULE: { exitCode: EXIT.usage, meaning: "a user's module that does not load" },
  ZB_THREAD: { exitCode: EXIT.correctness, meaning: 'a worker thread that ended early' },
  ZB_CORRECTNESS: {
    exitCode: EXIT.correctness,
    meaning:
      'undeclared drift of a counter, a page that was read back changed, or counts that differ',
  },
  ZB_INTERNAL: { exitCode: EXIT.correctness, meaning: 'a bug of zswap-bench' },
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type ErrorCode = keyof typeof ERROR_CODES;
