import { Failure } from '../common/errors.js';
import { shrinkMemcg } from '../model/zswap/shrink-memcg.js';
import { type StepHooks, type StepPoint, StepTracer } from '../model/zswap/step-hooks.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { runStore, storeSetting } from '../strategy/run-store.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';
import { withStrictMembers } from '../strategy/strict-members.js';
import { type CaseSetup, type Subject, setUpCase } from './case-setup.js';
import type { CaseResult, CheckCase, Scheduler } from './check-case.js';
import { ExpectedCounters } from './expected/expected-counters.js';
import { InvariantChecker } from './expected/invariant-checker.js';
import { FaultInjector } from './fault-injector.js';

/** Observes every step of a case. */
export interface StepObserver {
  /** Called once the case is set up. */
  started?(zswap: Zswap): void;
  /** Called after a step of a task, with the step points it reached. */
  stepped(task: number, zswap: Zswap, points: ReadonlySet<StepPoint>): void;
}

type Job = { next(): IteratorResult<number, StoreOutcome | null> };

/** Faults that change a compressed length. */
const LENGTH_FAULTS: readonly StepPoint[] = ['compress_error', 'incompressible'];

/** Runs one case under a schedule and compares the zswap with the expected counters after every step. */
export function runCase(
  subject: Subject,
  plan: CheckCase,
  scheduler: Scheduler,
  observer: StepObserver | null = null,
): CaseResult {
  return new CaseRun(subject, plan, observer).run(scheduler);
}

class CaseRun {
  readonly #subject: Subject;
  readonly #plan: CheckCase;
  readonly #observer: StepObserver | null;
  readonly #expectedCounters = new ExpectedCounters();
  readonly #faults: FaultInjector;
  /** Points that the latest step reached; empty without an observer. */
  readonly #reached = new Set<StepPoint>();
  readonly #setup: CaseSetup;
  readonly #checker: InvariantChecker;
  readonly #schedule: number[] = [];
  readonly #causes = new Set<string>();

  constructor(subject: Subject, plan: CheckCase, observer: StepObserver | null) {
    this.#subject = subject;
    this.#plan = plan;
    this.#observer = observer;
    this.#faults = new FaultInjector(plan.faults);
    const hooks: StepHooks =
      observer === null
        ? this.#faults
        : new StepTracer((point) => this.#reached.add(point), this.#faults);
    this.#setup = setUpCase(subject, plan, {
      events: this.#expectedCounters,
      injector: this.#faults,
      hooks,
    });
    this.#checker = new InvariantChecker(this.#setup.zswap, this.#expectedCounters, this.#faults);
  }

  run(scheduler: Scheduler): CaseResult {
    try {
      this.#runTasks(scheduler);
      this.#finish();
    } catch (error) {
      // A module that violates its contract is bad input, not a finding.
      if (error instanceof Failure) throw error;
      // A double free ends here. Later figures would be wrong in any case.
      this.#checker.note(`error: ${(error as Error).message}`, 1, this.#schedule.length);
    }
    return {
      steps: this.#schedule.length,
      injected: this.#faults.injected,
      causes: [...this.#causes],
      schedule: this.#schedule,
      violations: this.#checker.violations(),
    };
  }

  #runTasks(scheduler: Scheduler): void {
    const { zswap } = this.#setup;
    const jobs = this.#startTasks();
    let runnable = jobs.map((_, number) => number);
    this.#reached.clear();
    this.#observer?.started?.(zswap);
    while (runnable.length > 0) {
      const number = scheduler.pick(runnable, this.#schedule.length);
      this.#schedule.push(number);
      this.#setActing(number);
      const { done, value } = jobs[number].next();
      this.#checker.afterStep(this.#schedule.length);
      if (done) {
        runnable = runnable.filter((other) => other !== number);
        if (value !== null) this.#checkOutcome(number, value);
      }
      this.#observer?.stepped(number, zswap, this.#reached);
      this.#reached.clear();
    }
  }

  #startTasks(): Job[] {
    const { zswap, folios } = this.#setup;
    const setting = storeSetting(withStrictMembers(this.#subject.strategy), zswap);
    return this.#plan.tasks.map((task, number): Job => {
      const folio = folios[number];
      if (task.kind === 'shrink' || folio === null) return shrinking(zswap, this.#plan, number);
      this.#expectedCounters.began(number, folio);
      return runStore(setting, folio);
    });
  }

  /** Checks after all tasks have ended, loads all pages, and checks again. */
  #finish(): void {
    const { zswap, folios, background } = this.#setup;
    this.#setActing(-1);
    this.#checker.atRest(this.#schedule.length);
    const past = this.#pastBound();
    if (past > 0) this.#checker.note('pool pages past the bound', past, null);
    for (const folio of [...folios, background]) {
      if (folio === null) continue;
      for (let index = 0; index < folio.pageCount; index++) zswap.load(folio.slot + index);
    }
    this.#checker.atRest(null);
  }

  #setActing(number: number): void {
    this.#expectedCounters.acting = number;
    this.#faults.acting = number;
  }

  #pagesOfTasks(): number[] {
    return this.#plan.tasks.map((task) => (task.kind === 'store' ? task.pageCount : 1));
  }

  /** Pages by which the overshoot exceeds the strategy's declared bound. */
  #pastBound(): number {
    const { strategy } = this.#subject;
    const { zswap } = this.#setup;
    const { roomPages, faults, tasks } = this.#plan;
    if (roomPages === null) return 0;
    // An injected fault changes a length that a clairvoyant strategy knew before.
    const lengthChanged = faults.some(({ point }) => LENGTH_FAULTS.includes(point));
    if (strategy.clairvoyant === true && lengthChanged) return 0;
    const context = { tasks: tasks.length, folioPages: Math.max(...this.#pagesOfTasks()) };
    return zswap.pool.peakPages - zswap.limit.maxPages - strategy.overshootBound(context);
  }

  /** Compares a folio's pages in zswap with the outcome of its store: all or none, unless the strategy splits folios. */
  #checkOutcome(number: number, { refused, storedPages }: StoreOutcome): void {
    const { zswap, folios } = this.#setup;
    const folio = folios[number];
    if (folio === null) return;
    if (refused !== null) this.#causes.add(refused);
    let present = 0;
    let writtenBack = 0;
    for (let slot = folio.slot; slot < folio.slot + folio.pageCount; slot++) {
      const here = zswap.has(slot);
      if (this.#expectedCounters.holds(slot) !== here)
        this.#checker.note('index', here ? 1 : -1, null);
      if (here) present++;
      else if (this.#expectedCounters.wasWrittenBack(slot)) writtenBack++;
    }
    // 6.12 leaves older entries in place when it refuses a large folio.
    if (refused === 'large_folio') return;
    const whole = refused === null ? folio.pageCount : 0;
    const expected = this.#subject.strategy.splits === true ? storedPages : whole;
    const off = Math.max(0, present - expected) + Math.min(0, present + writtenBack - expected);
    if (off !== 0) this.#checker.note('pages of the folio', off, null);
    if (storedPages !== expected) {
      this.#checker.note('pages said to be stored', storedPages - expected, null);
    }
  }
}

function* shrinking(zswap: Zswap, plan: CheckCase, number: number) {
  const task = plan.tasks[number];
  if (task.kind !== 'shrink') return null;
  for (let i = 0; i < task.shrinks; i++) {
    yield 0;
    shrinkMemcg(zswap, zswap.memcgs[task.memcg]);
  }
  return null;
}
