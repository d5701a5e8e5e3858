import { Help } from 'commander';

// Exit codes and environment variables, for the help of each command and the manual.

/** Something that concerns some commands. */
interface HelpNote {
  readonly name: string;
  readonly meaning: string;
  /** Paths of the commands, with those below them; absent for all. */
  readonly commands?: readonly string[];
}

export const EXIT_MEANINGS: readonly HelpNote[] = [
  { name: '0', meaning: 'success' },
  {
    name: '1',
    meaning:
      'a gate or an assertion failed (gate, check --expect-drift, check --litmus, corpus verify, kernel verify, kernel lengths)',
    commands: ['gate', 'check', 'corpus verify', 'kernel verify', 'kernel lengths'],
  },
  {
    name: '2',
    meaning:
      'error in usage, configuration, input or environment (limits, devices); the message has expected, found and remedy',
  },
  {
    name: '3',
    meaning:
      'correctness: undeclared drift (in check: any drift), a changed page, inconsistent counts; internal error',
  },
  { name: '4', meaning: 'inconclusive, only with --strict', commands: ['gate'] },
  { name: '130, 143', meaning: 'terminated by SIGINT, SIGTERM; no partial file is left' },
];

const COMMANDS_WITH_TABLES = [
  ...['run', 'merge', 'check', 'compressors', 'explain', 'compare', 'gate', 'advise', 'strategies'],
  ...['kernel', 'corpus list', 'corpus info'],
];

export const ENVIRONMENT: readonly HelpNote[] = [
  {
    name: 'ZSWAP_BENCH_SHARD',
    meaning: 'index from 0 for run --shard auto; docs/sharding.md lists those of CI engines',
    commands: ['run'],
  },
  {
    name: 'ZSWAP_BENCH_SHARDS',
    meaning: 'count for run --shard auto',
    commands: ['run'],
  },
  {
    name: 'CI',
    meaning:
      'set, and not 0 or false: gate refuses a baseline whose timed figures can prove nothing, as with --strict',
    commands: ['gate'],
  },
  {
    name: 'GITHUB_STEP_SUMMARY',
    meaning: 'file to which gate --github appends its summary',
    commands: ['gate'],
  },
  {
    name: 'NO_COLOR',
    meaning: 'set, and not empty: no colors, unless --color asks for them',
    commands: COMMANDS_WITH_TABLES,
  },
  {
    name: 'FORCE_COLOR',
    meaning: 'set, and not 0 or false: colors also where stdout is no terminal',
    commands: COMMANDS_WITH_TABLES,
  },
  {
    name: 'XDG_CACHE_HOME',
    meaning: 'folder of compiled guest programs and the swap file of --live (default: ~/.cache)',
    commands: ['kernel'],
  },
  {
    name: 'XDG_STATE_HOME',
    meaning: 'folder of the journal of --live (default: ~/.local/state)',
    commands: ['kernel'],
  },
];

/** Formats the exit codes and variables of a command, to follow its help. */
export function helpNotes(path: readonly string[]): string {
  return [
    ...section('Exit codes:', notesOf(EXIT_MEANINGS, path)),
    ...section('Environment:', notesOf(ENVIRONMENT, path)),
  ].join('\n');
}

/** Selects the notes that concern a command; the program itself has those of all commands. */
function notesOf(notes: readonly HelpNote[], path: readonly string[]): HelpNote[] {
  const command = path.join(' ');
  return notes.filter(
    ({ commands }) =>
      commands === undefined ||
      path.length === 0 ||
      commands.some(
        (each) => `${command} `.startsWith(`${each} `) || each.startsWith(`${command} `),
      ),
  );
}

const MAX_COLUMN = 22;

function section(heading: string, notes: readonly HelpNote[]): string[] {
  if (notes.length === 0) return [];
  const help = new Help();
  const width = Math.min(MAX_COLUMN, Math.max(...notes.map(({ name }) => name.length)));
  const lines = notes.map(({ name, meaning }) => help.formatItem(name, width, meaning, help));
  return ['', heading, ...lines];
}
