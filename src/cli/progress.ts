import type { WorkObserver, WorkShare } from '../common/work-observer.js';
import type { Terminal } from './terminal.js';
import { timeLeftMs, timeText } from './time-left.js';

const ERASE_LINE = '\r\u001b[K';
const REFRESH_MS = 50;
const TICK_MS = 1000;
const BAR_WIDTH = 20;

/** Progress line, overwritten in place: a bar, units, time left, activity. Prints nothing if stderr is no terminal. */
export class Progress implements WorkObserver {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #text = '';
  #total: WorkShare = { units: 0 };
  #ended: Required<WorkShare> = { units: 0, timedMs: 0 };
  #beganAt: number;
  /** Estimate of the time left, and when it was made. */
  #estimate: { readonly leftMs: number; readonly at: number } | null = null;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #ticker: NodeJS.Timeout | null = null;

  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
    this.#beganAt = now();
  }

  begin(work: WorkShare): void {
    this.#total = work;
    this.#ended = { units: 0, timedMs: 0 };
    this.#beganAt = this.#now();
    this.#estimate = null;
  }

  progress(text: string, ended?: WorkShare): void {
    const now = this.#now();
    this.#text = text;
    if (ended !== undefined) {
      const { units, timedMs } = this.#ended;
      this.#ended = { units: units + ended.units, timedMs: timedMs + (ended.timedMs ?? 0) };
      const leftMs = timeLeftMs(this.#total, this.#ended, now - this.#beganAt);
      this.#estimate = leftMs === null ? null : { leftMs, at: now };
    }
    if (!this.#isShown() || now - this.#drawnAt < REFRESH_MS) return;
    this.#draw(now);
    // The time left goes on where no part ends for a while.
    this.#ticker ??= setInterval(() => this.#draw(this.#now()), TICK_MS).unref();
  }

  clear(): void {
    if (this.#ticker === null) return;
    clearInterval(this.#ticker);
    this.#ticker = null;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
    this.#terminal.stderr.write(ERASE_LINE);
  }

  #isShown(): boolean {
    return this.#terminal.stderr.isTTY === true && !this.#terminal.muted?.progress;
  }

  #draw(now: number): void {
    this.#drawnAt = now;
    // 0: unknown width.
    const width = this.#terminal.stderr.columns || 80;
    const line = this.#total.units === 0 ? this.#text : `${this.#share(now)}  ${this.#text}`;
    this.#terminal.stderr.write(ERASE_LINE + line.slice(0, width - 1));
  }

  /** Formats the share of the work that has ended: `[#####...............] 5 of 20, 12 s left`. */
  #share(now: number): string {
    const { units } = this.#ended;
    const elapsedMs = now - this.#beganAt;
    const estimate = this.#estimate;
    const leftMs = estimate === null ? null : Math.max(0, estimate.leftMs - (now - estimate.at));
    const share = leftMs === null ? 0 : elapsedMs / Math.max(1, elapsedMs + leftMs);
    const filled = Math.min(BAR_WIDTH, Math.floor(BAR_WIDTH * share));
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    const left = leftMs === null ? '' : `, ${timeText(leftMs)} left`;
    return `[${bar}] ${units} of ${this.#total.units}${left}`;
  }
}
