import { sizeText } from '../common/byte-size.js';
import { CellReader, errorIn } from './cell-reader.js';
import { guestFailure, untrustedGuest } from './guest-failure.js';
import { panicReason, warningIn } from './kernel-warnings.js';
import { Line } from './line.js';
import type { GuestCell, GuestError, GuestKernel, GuestResults } from './results.js';

// printk puts a time, and where configured a caller, before a line: "[    1.234567][   T1] ".
const OWN_LINE = /^(?:\[[^\]]*\])* ?zswap-bench: (\{.*)$/;

/** Maximum size of the kernel's own lines: a kernel that prints without end would fill the disk. */
const MAX_KERNEL_BYTES = 16 << 20;

/** Of a line in an error. */
const SHOWN_CHARACTERS = 120;

/** Events of a running guest. */
export interface GuestObserver {
  /** A cell has begun, from 0. */
  cellBegins?(cell: number): void;
}

/** Reads a console line by line: lines of the guest, and among them those of its kernel. */
export class Transcript {
  readonly #observer: GuestObserver;
  readonly #errors: GuestError[] = [];
  readonly #warnings: string[] = [];
  readonly #cells: GuestCell[] = [];
  #kernel: GuestKernel | null = null;
  #cell: CellReader | null = null;
  #nextSequence = 0;
  #done = false;
  #panic: string | null = null;
  #lastLine = '';
  #kernelBytes = 0;

  constructor(observer: GuestObserver = {}) {
    this.#observer = observer;
  }

  /** Whether the guest has said that it is through. */
  get done(): boolean {
    return this.#done;
  }

  /** Why its kernel panicked; null if it did not. */
  get panic(): string | null {
    return this.#panic;
  }

  /** Whether the guest has printed its first line. */
  get started(): boolean {
    return this.#kernel !== null;
  }

  /** The last line of the console that is not empty, shortened. */
  get lastLine(): string {
    return this.#lastLine.slice(0, SHOWN_CHARACTERS);
  }

  /** How far it came, for a failure. */
  get progress(): string {
    if (this.#kernel === null) return 'before the first line of the guest';
    return this.#cell === null ? 'between cells' : `in cell ${this.#cells.length + 1}`;
  }

  /** Takes one line. Throws a `Failure` where it looks like one of the guest and cannot be one. */
  take(text: string): void {
    if (text !== '') this.#lastLine = text;
    const own = OWN_LINE.exec(text);
    if (own !== null) {
      this.#takeOwn(new Line(own[1]));
      return;
    }
    this.#kernelBytes += text.length + 1;
    if (this.#kernelBytes > MAX_KERNEL_BYTES) throw this.#flooded();
    this.#panic ??= panicReason(text);
    const warning = warningIn(text);
    if (warning !== null) (this.#cell ?? this).warnings.push(warning);
  }

  get warnings(): string[] {
    return this.#warnings;
  }

  /** Everything, once it is {@link done}. */
  results(): GuestResults {
    return {
      kernel: this.#kernel as GuestKernel,
      cells: this.#cells,
      errors: this.#errors,
      warnings: this.#warnings,
    };
  }

  #flooded() {
    const flood = this.started ? untrustedGuest : guestFailure;
    return flood({
      subject: 'console of the guest',
      expected: `at most ${sizeText(MAX_KERNEL_BYTES)} of the kernel's own lines`,
      found: `more ${this.progress}; last line: ${this.lastLine}`,
      remedy: 'look for the fault in the kernel',
    });
  }

  #takeOwn(line: Line): void {
    const sequence = line.count('seq');
    if (sequence !== this.#nextSequence) throw line.wrong(`"seq" ${this.#nextSequence}`);
    this.#nextSequence++;
    const type = line.text('type');
    if (line.has('cell')) {
      if (line.count('cell') !== this.#cells.length) throw line.wrong(`cell ${this.#cells.length}`);
      this.#takeOfCell(type, line);
    } else {
      this.#takeOutside(type, line);
    }
  }

  #takeOfCell(type: string, line: Line): void {
    if (this.#kernel === null) throw line.wrong('type "kernel" first');
    if (type === 'cell' && this.#cell === null) {
      this.#cell = new CellReader();
      this.#observer.cellBegins?.(this.#cells.length);
    } else if (type === 'cell-end' && this.#cell !== null) {
      this.#cells.push(this.#cell.end(line.count('ms')));
      this.#cell = null;
    } else if (this.#cell === null || !this.#cell.take(type, line)) {
      throw line.wrong('a type that belongs here');
    }
  }

  #takeOutside(type: string, line: Line): void {
    if (type === 'kernel' && this.#kernel === null) {
      this.#kernel = kernelIn(line);
    } else if (type === 'error') {
      this.#errors.push(errorIn(line));
    } else if (type === 'done' && this.#kernel !== null && this.#cell === null) {
      if (line.count('cells') !== this.#cells.length) {
        throw line.wrong(`${this.#cells.length} cells, as many as there were`);
      }
      this.#done = true;
    } else {
      throw line.wrong('a type that belongs here');
    }
  }
}

function kernelIn(line: Line): GuestKernel {
  const pageBytes = line.count('pageBytes');
  if (pageBytes !== 4096) throw line.wrong('pages of 4096 bytes');
  return {
    release: line.text('release'),
    version: line.text('version'),
    arch: line.text('arch'),
    pageBytes,
    totalPages: (line.count('totalKb') * 1024) / pageBytes,
    cpus: line.count('cpus'),
    nodes: line.count('nodes'),
    zswap: line.count('zswap') !== 0,
    debugfs: line.count('debugfs') !== 0,
    memoryController: line.count('memoryController') !== 0,
    failNth: line.count('failNth') !== 0,
    folioPages: line
      .text('folioKb')
      .split(' ')
      .filter((kib) => kib !== '')
      .map((kib) => (Number(kib) * 1024) / pageBytes)
      .sort((a, b) => a - b),
  };
}
