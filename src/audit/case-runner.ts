import { policiesOf } from '../strategy/policies.js';
import type { StoreOutcome } from '../strategy/strategy.js';
import type { FaultPoint } from '../zswap/faults.js';
import { shrinkMemcg } from '../zswap/writeback.js';
import type { Zswap } from '../zswap/zswap.js';
import { Books } from './books.js';
import type { CaseResult, CheckCase, Scheduler } from './check-case.js';
import { FaultInjector } from './fault-injector.js';
import { Inspector } from './inspector.js';
import { type Scene, type Subject, setScene } from './scene.js';

/** Hears of every step that a case takes. */
export interface StepObserver {
  /** The scene is set. */
  begins?(zswap: Zswap): void;
  /** A task has taken a step. */
  stepped(task: number, zswap: Zswap, faults: FaultInjector): void;
}

type Job = Generator<number, StoreOutcome | null, void>;

/** Runs one case under a schedule and compares the zswap with its books after every step. */
export function runCase(
  subject: Subject,
  plan: CheckCase,
  scheduler: Scheduler,
  observer: StepObserver | null = null,
): CaseResult {
  const books = new Books();
  const faults = new FaultInjector(plan.faults, observer !== null);
  const scene = setScene(subject, plan, books, faults);
  const { zswap, folios } = scene;
  const inspector = new Inspector(zswap, books);
  const limits = policiesOf(subject.strategy, zswap);
  const jobs = plan.tasks.map((task, number): Job => {
    const folio = folios[number];
    if (task.kind === 'shrink' || folio === null) return shrinking(zswap, plan, number);
    zswap.underWay.add(folio);
    return subject.strategy.path(zswap, folio, limits);
  });
  const schedule: number[] = [];
  const causes = new Set<string>();
  let runnable = jobs.map((_, number) => number);
  faults.passed.clear();
  observer?.begins?.(zswap);
  while (runnable.length > 0) {
    const number = scheduler.pick(runnable, schedule.length);
    schedule.push(number);
    books.acting = number;
    faults.acting = number;
    const { done, value } = jobs[number].next();
    inspector.afterStep(schedule.length);
    if (done) {
      runnable = runnable.filter((other) => other !== number);
      if (value?.refused != null) causes.add(value.refused);
      if (value !== null) ended(subject, scene, number, value, books, inspector);
    }
    observer?.stepped(number, zswap, faults);
    faults.passed.clear();
  }
  books.acting = -1;
  faults.acting = -1;
  inspector.atRest(schedule.length);
  const past = pastBound(subject, plan, zswap);
  if (past > 0) inspector.note('pool pages past the bound', past, null);
  for (const folio of [...folios, scene.background]) if (folio !== null) zswap.eraseFolio(folio);
  inspector.atRest(null);
  return {
    steps: schedule.length,
    struck: faults.struck,
    causes: [...causes],
    schedule,
    violations: inspector.violations(),
  };
}

const SURPRISES: readonly FaultPoint[] = ['compress_error', 'incompressible'];

/** Pages by which the pool was further past its limit than the strategy says it can be. */
function pastBound({ strategy }: Subject, plan: CheckCase, zswap: Zswap): number {
  if (plan.roomPages === null) return 0;
  // Who knows lengths beforehand is not to blame for a page that is made to be longer.
  const surprised = plan.faults.some(({ point }) => SURPRISES.includes(point));
  if (strategy.clairvoyant === true && surprised) return 0;
  const sizes = plan.tasks.map((task) => (task.kind === 'store' ? task.pageCount : 1));
  const context = { tasks: plan.tasks.length, folioPages: Math.max(...sizes) };
  return zswap.pool.peakPages - zswap.limit.maxPages - strategy.overshootBound(context);
}

/** All of a folio is in after a store that was accepted, and none of it after one that was not. */
function ended(
  { strategy }: Subject,
  { zswap, folios }: Scene,
  number: number,
  outcome: StoreOutcome,
  books: Books,
  inspector: Inspector,
): void {
  const folio = folios[number];
  if (folio === null) return;
  zswap.underWay.delete(folio);
  const whole = outcome.refused === null;
  // A folio that is split may be in partly; 6.12 leaves older entries where it refuses a large folio.
  const anyPart = strategy.splits === true || outcome.refused === 'large_folio';
  let off = 0;
  for (let slot = folio.slot; slot < folio.slot + folio.pageCount; slot++) {
    const present = zswap.has(slot);
    if (books.holds(slot) !== present) inspector.note('index', present ? 1 : -1, null);
    if (anyPart || present === whole) continue;
    if (present) off++;
    else if (!books.wasWrittenBack(slot)) off--;
  }
  if (off !== 0) inspector.note('pages of the folio', off, null);
}

function* shrinking(zswap: Zswap, plan: CheckCase, number: number): Job {
  const task = plan.tasks[number];
  if (task.kind !== 'shrink') return null;
  for (let i = 0; i < task.shrinks; i++) {
    yield 0;
    shrinkMemcg(zswap, zswap.memcgs[0]);
  }
  return null;
}
