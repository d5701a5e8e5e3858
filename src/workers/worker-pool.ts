import { Worker } from 'node:worker_threads';
import { EXIT, Failure, isFailure } from '../common/errors.js';
import { CONTROL, type Membership } from './pool-worker.js';

interface Round {
  readonly replies: unknown[];
  missing: number;
  readonly resolve: (replies: unknown[]) => void;
  readonly reject: (failure: Failure) => void;
}

/**
 * Worker threads that do the same thing at the same time, command by command. The thread that gives the commands only
 * waits meanwhile, and hears signals.
 */
export class Crew {
  readonly #control = new Int32Array(
    new SharedArrayBuffer(Object.keys(CONTROL).length * Int32Array.BYTES_PER_ELEMENT),
  );
  readonly #workers: readonly Worker[];
  readonly #ready: Promise<unknown[]>;
  #round: Round | null = null;
  #failure: Failure | null = null;
  #ending = false;

  /** @param module a module that makes a `CrewMember` and has it serve */
  private constructor(module: URL, plans: readonly unknown[]) {
    this.#ready = this.#await(plans.length);
    this.#workers = plans.map((plan, thread) => {
      const { buffer } = this.#control;
      const control = buffer as unknown as SharedArrayBuffer;
      const workerData: Membership<unknown> = { control, thread, threads: plans.length, plan };
      const worker = new Worker(module, { workerData });
      worker.on('message', (reply) => this.#hear(thread, reply));
      worker.on('error', (thrown: unknown) => {
        if (isFailure(thrown)) return this.#failWith(thrown);
        // A strategy module may throw anything.
        const text = thrown instanceof Error ? thrown.message : String(thrown);
        this.#fail(thread, text.split('\n')[0], thrown);
      });
      worker.on('exit', (code) => this.#fail(thread, `it ended with exit code ${code}`));
      return worker;
    });
  }

  /**
   * Starts a thread for each plan; all are ready then.
   *
   * @throws Failure if a thread ends before its time, now or at any command
   */
  static async start(module: URL, plans: readonly unknown[]): Promise<Crew> {
    const crew = new Crew(module, plans);
    try {
      await crew.#ready;
      return crew;
    } catch (error) {
      await crew.end();
      throw error;
    }
  }

  /** Has every thread do something; returns what each replied. */
  command<Reply>(command: number): Promise<Reply[]> {
    const done = this.#await(this.#workers.length);
    Atomics.store(this.#control, CONTROL.taken, 0);
    Atomics.store(this.#control, CONTROL.command, command);
    Atomics.add(this.#control, CONTROL.round, 1);
    Atomics.notify(this.#control, CONTROL.round);
    return done as Promise<Reply[]>;
  }

  /** Ends all threads, whatever they are doing. */
  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #await(threads: number): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) reject(this.#failure);
      this.#round = { replies: new Array(threads), missing: threads, resolve, reject };
    });
  }

  #hear(thread: number, reply: unknown): void {
    const round = this.#round;
    if (round === null) return;
    round.replies[thread] = reply;
    if (--round.missing > 0) return;
    this.#round = null;
    round.resolve(round.replies);
  }

  #fail(thread: number, found: string, cause?: unknown): void {
    const report = {
      subject: `thread ${thread}`,
      expected: 'it to do its part until the end',
      found,
      remedy: 'see whether it happens with --threads 1 too',
    };
    this.#failWith(new Failure('ZB_THREAD', EXIT.correctness, report, cause));
  }

  #failWith(failure: Failure): void {
    if (this.#ending || this.#failure !== null) return;
    this.#failure = failure;
    this.#round?.reject(failure);
  }
}
