import { readFileSync, statSync } from 'node:fs';
import { type Failure, inputFailure } from '../common/errors.js';

const CAP_SYS_PTRACE = 19n;
const YAMA = '/proc/sys/kernel/yama/ptrace_scope';

/** Restriction of ptrace access by each value of kernel.yama.ptrace_scope. Source: Documentation/admin-guide/LSM/Yama.rst. */
const YAMA_SCOPES: Readonly<Record<string, string>> = {
  '1': 'children only',
  '2': 'CAP_SYS_PTRACE only',
  '3': 'no process at all',
};

/** Returns the failure for a process whose memory cannot be opened, with the missing rights. */
export function noAccess(pid: number, error: NodeJS.ErrnoException): Failure {
  if (error.code !== 'EACCES' && error.code !== 'EPERM') {
    return inputFailure(
      {
        subject: `process ${pid}`,
        expected: 'a running process',
        found: error.message,
        remedy: 'check the process id',
      },
      error,
    );
  }
  return inputFailure(
    {
      subject: `process ${pid}`,
      expected: 'ptrace access to its memory: the same user and group, or CAP_SYS_PTRACE',
      found: obstacles(pid).join(', '),
      remedy: 'run as root, for instance with sudo',
    },
    error,
  );
}

/** Lists the reasons for which ptrace access can be denied. */
function obstacles(pid: number): string[] {
  const list = [
    ...otherOwner('user', process.geteuid?.(), statusOf(pid, 'Uid')),
    ...otherOwner('group', process.getegid?.(), statusOf(pid, 'Gid')),
  ];
  if (list.length === 0 && ownerOfFiles(pid) !== process.geteuid?.()) {
    list.push('a process that is not dumpable');
  }
  const scope = read(YAMA).trim();
  const restriction = YAMA_SCOPES[scope];
  if (restriction !== undefined) list.push(`kernel.yama.ptrace_scope ${scope} (${restriction})`);
  const capabilities = BigInt(`0x${statusOf(process.pid, 'CapEff') || '0'}`);
  if (((capabilities >> CAP_SYS_PTRACE) & 1n) === 0n) list.push('no CAP_SYS_PTRACE');
  return list.length === 0 ? ['access denied by a security module or namespace'] : list;
}

/** Compares a user or group with those of a process: real, effective, saved and of the file system. */
function otherOwner(kind: string, own: number | undefined, owners: string): string[] {
  const ids = owners.split('\t');
  return ids.every((id) => id === `${own}`) ? [] : [`${kind} ${own}, process of ${kind} ${ids[0]}`];
}

function statusOf(pid: number, field: string): string {
  return new RegExp(`^${field}:\t(.*)$`, 'm').exec(read(`/proc/${pid}/status`))?.[1] ?? '';
}

/** Files of a process that is not dumpable belong to root. */
function ownerOfFiles(pid: number): number | undefined {
  try {
    return statSync(`/proc/${pid}/maps`).uid;
  } catch {
    return undefined;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
