/** Dots of a character, by row and column within it. */
const BRAILLE_BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
const BRAILLE_BASE = 0x2800;

/** Grid of dots, in braille or ASCII. */
export class DotCanvas {
  /** Dots in a row and in a column. */
  readonly width: number;
  readonly height: number;
  readonly #columns: number;
  readonly #braille: boolean;
  readonly #cells: string[][];

  /** @param braille 2 x 4 dots per character; otherwise one */
  constructor(columns: number, rows: number, braille: boolean) {
    this.#columns = columns;
    this.#braille = braille;
    this.width = braille ? 2 * columns : columns;
    this.height = braille ? 4 * rows : rows;
    this.#cells = Array.from({ length: rows }, () => new Array(columns).fill(' '));
  }

  /** Row of text that has a row of dots. */
  rowOf(y: number): number {
    return this.#braille ? y >> 2 : y;
  }

  /** Sets a dot; `y` counts from the top. In ASCII the last `sign` stays. */
  set(x: number, y: number, sign: string): void {
    const row = this.#cells[this.rowOf(y)];
    if (!this.#braille) {
      row[x] = sign;
      return;
    }
    const bits = row[x >> 1] === ' ' ? 0 : row[x >> 1].charCodeAt(0) - BRAILLE_BASE;
    row[x >> 1] = String.fromCharCode(BRAILLE_BASE + (bits | BRAILLE_BITS[y & 3][x & 1]));
  }

  /** Lines of text, each as wide as the canvas. */
  lines(): string[] {
    return this.#cells.map((row) => row.join('').padEnd(this.#columns));
  }
}
