/** Amount of work: parts of about the same time each, and parts with a time of their own. */
export interface WorkShare {
  readonly units: number;
  readonly timedMs?: number;
}

/** Receives the progress of some work. */
export interface WorkObserver {
  /** Called with all the work before it begins, and again for work that follows. Not every observer counts. */
  begin?(work: WorkShare): void;
  /** Called with the current activity, and the work that has ended since the last call. */
  progress(text: string, ended?: WorkShare): void;
}
