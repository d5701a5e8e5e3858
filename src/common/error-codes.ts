/** Exit codes of the process. The numbers are part of the command-line contract. */
export const EXIT = {
  done: 0,
  regression: 1,
  usage: 2,
  correctness: 3,
  /** Only where --strict asks for it. */
  inconclusive: 4,
} as const;

/** What a code stands for. */
export interface ErrorKind {
  readonly exitCode: number;
  readonly meaning: string;
}

/** The stable codes that messages carry, as in `zswap-bench: [ZB_USAGE] --tasks: ...`. docs/cli.md lists them. */
export const ERROR_CODES = {
  ZB_USAGE: {
    exitCode: EXIT.usage,
    meaning: 'a command, an option, an argument or a combination of them',
  },
  ZB_INPUT: {
    exitCode: EXIT.usage,
    meaning: 'a file, a process or a program that cannot be read, or does not hold what it should',
  },
  ZB_OUTPUT: { exitCode: EXIT.usage, meaning: 'a file that cannot be written' },
  ZB_ENVIRONMENT: {
    exitCode: EXIT.usage,
    meaning:
      'a limit or a fault of the environment: memory, addresses, open files, threads, a device',
  },
  ZB_GUEST: {
    exitCode: EXIT.usage,
    meaning: 'a kernel image, a virtual machine or a tool for it that cannot be used',
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
      'undeclared drift of a counter, a page that came back changed, counts that do not agree',
  },
  ZB_INTERNAL: { exitCode: EXIT.correctness, meaning: 'a bug of zswap-bench' },
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type ErrorCode = keyof typeof ERROR_CODES;
