import { Failure } from '../common/errors.js';
import { shrinkMemcg } from '../model/zswap/shrink-memcg.js';
import { type StepHooks, type StepPoint, StepTracer } from '../model/zswap/step-hooks.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { runStore, storeSetting } from '../strategy/run-store.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';
import { withStrictMembers } from '../strategy/strict-members.js';
import { type CaseHeap, withCaseHeap } from './case-heap.js';
import {
  type CaseSetup,
  kernelOfCase,
  mostPagesOf,
  type Subject,
  setUpCase,
} from './case-setup.js';
import {
  ABANDONED,
  type CaseResult,
  type CheckCase,
  LENGTH_FAULTS,
  type Scheduler,
  type ShrinkTask,
  type TakeTask,
} from './check-case.js';
import { ExpectedCounters } from './expected/expected-counters.js';
import { InvariantChecker } from './expected/invariant-checker.js';
import { OutcomeChecker } from './expected/outcome-checker.js';
import { withRecordedPolicies } from './expected/recorded-policies.js';
import { watchedPolicies } from './expected/watched-policies.js';
import { FaultInjector } from './fault-injector.js';
import type { StepObserver } from './step-observer.js';
import { IN_FLIGHT, STORED_PAGES } from './touched-state.js';

type Job = { next(): IteratorResult<number, StoreOutcome | null> };

/** Runs one case under a schedule and compares the zswap with the expected counters after every step. */
export function runCase(
  subject: Subject,
  plan: CheckCase,
  scheduler: Scheduler,
  observer: StepObserver | null = null,
): CaseResult {
  return withCaseHeap(mostPagesOf(plan), (heap) =>
    new CaseRun(subject, plan, { observer, heap }).run(scheduler),
  );
}

interface CaseTools {
  readonly observer: StepObserver | null;
  readonly heap: CaseHeap;
}

class CaseRun {
  readonly #subject: Subject;
  readonly #plan: CheckCase;
  readonly #observer: StepObserver | null;
  readonly #expectedCounters: ExpectedCounters;
  readonly #faults: FaultInjector;
  /** Points that the latest step reached; empty without an observer. */
  readonly #reached = new Set<StepPoint>();
  readonly #setup: CaseSetup;
  readonly #checker: InvariantChecker;
  readonly #outcomes: OutcomeChecker;
  readonly #schedule: number[] = [];
  readonly #causes = new Set<string>();

  constructor(subject: Subject, plan: CheckCase, { observer, heap }: CaseTools) {
    this.#subject = subject;
    this.#plan = plan;
    this.#observer = observer;
    this.#faults = new FaultInjector(plan.faults, plan.poolReplacedAt);
    const { coverage } = this.#faults;
    const { keepsIncompressible } = kernelOfCase(subject, plan);
    this.#expectedCounters = new ExpectedCounters(keepsIncompressible, coverage);
    this.#expectedCounters.splits = subject.strategy.splits === true;
    const hooks: StepHooks =
      observer === null
        ? this.#faults
        : new StepTracer((point) => this.#reached.add(point), this.#faults);
    this.#setup = setUpCase(subject, plan, {
      events: this.#expectedCounters,
      injector: this.#faults,
      hooks,
      heap,
    });
    const { zswap } = this.#setup;
    const { strategy } = subject;
    this.#checker = new InvariantChecker(
      zswap,
      this.#expectedCounters,
      this.#faults,
      strategy.module === undefined,
    );
    this.#outcomes = new OutcomeChecker(zswap, this.#expectedCounters, this.#checker, {
      strategy,
      plan,
    });
  }

  run(scheduler: Scheduler): CaseResult {
    try {
      if (this.#runTasks(scheduler)) this.#finish();
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
      reached: this.#faults.coverage.reached(),
    };
  }

  /** Returns whether all tasks have ended. */
  #runTasks(scheduler: Scheduler): boolean {
    const { zswap } = this.#setup;
    const jobs = this.#startTasks();
    let runnable = jobs.map((_, number) => number);
    this.#reached.clear();
    this.#observer?.started?.(zswap);
    const { touched } = this.#expectedCounters;
    while (runnable.length > 0) {
      const number = scheduler.pick(runnable, this.#schedule.length);
      if (number === ABANDONED) return false;
      this.#schedule.push(number);
      this.#setActing(number);
      touched.clear();
      const { done, value } = jobs[number].next();
      this.#checker.afterStep(this.#schedule.length);
      if (done) {
        runnable = runnable.filter((other) => other !== number);
        if (value !== null) this.#ended(number, value);
      }
      this.#observer?.stepped?.(number, zswap, {
        points: this.#reached,
        touched,
      });
      this.#reached.clear();
    }
    this.#observer?.finished?.(zswap);
    return true;
  }

  #startTasks(): Job[] {
    const { zswap, folios } = this.#setup;
    const { stores, touched } = this.#expectedCounters;
    const strategy = withRecordedPolicies(withStrictMembers(this.#subject.strategy), touched);
    const setting = storeSetting(strategy, zswap);
    const policies = watchedPolicies(setting.policies, stores, setting.strategy);
    const watched = { ...setting, policies };
    return this.#plan.tasks.map((task, number): Job => {
      if (task.kind === 'shrink') return shrinking(zswap, task);
      const folio = folios[number];
      if (task.kind !== 'store' || folio === null) return this.#taking(task as TakeTask);
      this.#expectedCounters.began(number, folio);
      return runStore(watched, folio);
    });
  }

  /** Reads back or frees pages one by one; leaves those of a store in flight, whose folio is locked. */
  *#taking({ kind, pages }: TakeTask) {
    const { zswap, folios, background } = this.#setup;
    const first = folios.find((folio) => folio !== null) ?? background;
    for (let i = 0; i < pages; i++) {
      yield 0;
      const inBackground = i < background.pageCount;
      const slot = inBackground ? background.slot + i : first.slot + i - background.pageCount;
      this.#expectedCounters.touched.reads |= IN_FLIGHT | STORED_PAGES;
      if (zswap.inFlight.covers(slot)) continue;
      const expected = this.#expectedCounters.take(slot);
      const found = kind === 'load' ? zswap.load(slot) : zswap.erase(slot);
      if (found !== expected) this.#checker.note('index', found ? 1 : -1, this.#schedule.length);
      if (found) this.#faults.coverage.step(kind === 'load' ? 'page loaded' : 'page freed');
    }
    return null;
  }

  #ended(number: number, outcome: StoreOutcome): void {
    const folio = this.#setup.folios[number];
    if (folio === null) return;
    this.#expectedCounters.returned(number);
    if (outcome.refused !== null) {
      this.#causes.add(outcome.refused);
      this.#faults.coverage.refusal(outcome.refused);
    }
    this.#outcomes.ended(number, folio, outcome);
    this.#observer?.ended?.(folio, outcome);
  }

  /** Checks after all tasks have ended, loads all pages, and checks again. */
  #finish(): void {
    const { zswap, folios, background } = this.#setup;
    this.#setActing(-1);
    this.#checker.atRest(this.#schedule.length);
    this.#outcomes.atEnd();
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
}

function* shrinking(zswap: Zswap, { shrinks, memcg }: ShrinkTask) {
  for (let i = 0; i < shrinks; i++) {
    yield 0;
    shrinkMemcg(zswap, zswap.memcgs[memcg]);
  }
  return null;
}
