/** Executes jobs on one thread. Jobs, shared data and results are plain data. */
export interface JobExecutor<Job, Shared> {
  /** Notes data for the jobs that follow. */
  note(shared: Shared): void;
  /** Executes one job; returns its result or a promise of it. */
  execute(job: Job): unknown;
}

/** Jobs that wait for a thread. A job that fails also fails all jobs that have not ended. */
export interface JobQueue<Job, Shared> {
  /** Passes data to every thread, for the jobs that follow. */
  note(shared: Shared): void;
  /** Adds a job; returns its result. A job that is `next` overtakes those that wait. */
  run(job: Job, next?: boolean): Promise<unknown>;
  /** Ends the threads. */
  end(): Promise<void>;
}
