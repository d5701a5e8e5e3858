import { untrustedGuest } from './guest-failure.js';

/** A line of the guest, checked field by field as it is read. */
export class Line {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    let fields: unknown;
    try {
      fields = JSON.parse(text);
    } catch (error) {
      throw this.wrong('JSON', error);
    }
    if (typeof fields !== 'object' || fields === null) throw this.wrong('an object');
    this.#fields = fields as Record<string, unknown>;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  /** A whole number that a double holds exactly. */
  integer(name: string): number {
    const value = this.#fields[name];
    if (!Number.isSafeInteger(value)) throw this.wrong(`a whole number "${name}"`);
    return value as number;
  }

  /** A whole number that is not negative. */
  count(name: string): number {
    const value = this.integer(name);
    if (value < 0) throw this.wrong(`"${name}" of 0 or more`);
    return value;
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value !== 'string') throw this.wrong(`a text "${name}"`);
    return value;
  }

  /** One of some texts. */
  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const value = this.text(name);
    if (!values.includes(value as T)) throw this.wrong(`"${name}" of ${values.join(', ')}`);
    return value as T;
  }

  /** An object of whole numbers. */
  integers(name: string): Map<string, number> {
    const value = this.#fields[name];
    if (typeof value !== 'object' || value === null) throw this.wrong(`an object "${name}"`);
    return new Map(
      Object.entries(value).map(([key, number]) => {
        if (!Number.isSafeInteger(number)) throw this.wrong(`whole numbers in "${name}"`);
        return [key, number as number];
      }),
    );
  }

  /** The failure of a line that is not as the protocol has it. */
  wrong(expected: string, cause?: unknown) {
    return untrustedGuest(
      {
        subject: 'guest',
        expected: `a line with ${expected}`,
        found: this.#text.length > 120 ? `${this.#text.slice(0, 120)}...` : this.#text,
        remedy: 'run it again; if it stays, the kernel under test damages memory or its console',
      },
      cause,
    );
  }
}
