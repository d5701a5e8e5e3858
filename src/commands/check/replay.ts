import { usageFailure } from '../../common/errors.js';
import { PAGE_SIZE } from '../../common/page.js';
import { FOLIO_PAGES } from '../../model/folio/folio.js';
import { STEP_POINTS } from '../../model/zswap/step-hooks.js';
import { type CheckCase, MEMCGS } from '../../verify/check-case.js';
import type { CheckPlan } from './check-strategies.js';

const MAX_PAGES = FOLIO_PAGES[FOLIO_PAGES.length - 1];
const MAX_TASKS = 64;

/** Parses a case as a finding prints it. */
export function parseReplay(text: string): CheckPlan['replay'] {
  const replay = parsed(text);
  if (isReplay(replay)) {
    const { schedule, ...plan } = replay;
    return { plan, schedule };
  }
  throw usageFailure({
    subject: '--replay',
    expected: 'a case as check prints it',
    found: text.length > 40 ? `${text.slice(0, 40)}...` : text,
    remedy: 'copy the whole line, quotes included',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Replay = CheckCase & { readonly schedule: readonly number[] };

function isReplay(value: unknown): value is Replay {
  if (!isRecord(value)) return false;
  const { tasks, faults, schedule, writeback, incompressible, poolReplacedAt } = value;
  if (!isList(tasks) || tasks.length === 0 || tasks.length > MAX_TASKS) return false;
  if (!isList(faults) || !isList(schedule)) return false;
  const isTaskNumber = (number: unknown) => isCount(number) && number < tasks.length;
  return (
    tasks.every(isTask) &&
    faults.every((fault) => isFault(fault) && isTaskNumber(fault.task)) &&
    schedule.every(isTaskNumber) &&
    (writeback === undefined || writeback === false) &&
    (incompressible === undefined || isIncompressible(incompressible)) &&
    (poolReplacedAt === undefined || isCount(poolReplacedAt)) &&
    [value.roomPages, value.memcgRoomPages, value.parentRoomPages].every(
      (room) => room === null || isCount(room),
    )
  );
}

function isTask(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value.kind === 'load' || value.kind === 'free') return isCount(value.pages);
  if (!isCount(value.memcg) || value.memcg >= MEMCGS) return false;
  if (value.kind === 'shrink') return isCount(value.shrinks);
  const { kind, pageCount, page, older } = value;
  const folio = isCount(pageCount) && pageCount >= 1 && pageCount <= MAX_PAGES && isCount(page);
  return kind === 'store' && folio && typeof older === 'boolean';
}

function isIncompressible(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { index, bytes } = value;
  return isCount(index) && isCount(bytes) && bytes >= PAGE_SIZE && bytes <= 2 * PAGE_SIZE;
}

function isFault(value: unknown): value is Record<string, unknown> {
  return (
    isRecord(value) &&
    STEP_POINTS.some((point) => point === value.point) &&
    isCount(value.occurrence)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Whether a value is a whole number from 0 up whose sums stay exact. */
function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 2 ** 31;
}
