// Colours and cursor movements of the firmware.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const ESCAPES = /\u001b(\[[\d;?]*[A-Za-z]|c)/g;

/** The longest line; garbage without line ends would fill memory, and is cut there. */
const LONGEST = 1 << 16;

/** Cuts a console's text, which comes in pieces, into lines without escape sequences. */
export class LineSplitter {
  readonly #take: (line: string) => void;
  #rest = '';

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() as string;
    for (const line of lines) this.#take(clean(line));
    if (this.#rest.length > LONGEST) this.end();
  }

  end(): void {
    if (this.#rest !== '') this.#take(clean(this.#rest));
    this.#rest = '';
  }
}

function clean(line: string): string {
  return line.replace(ESCAPES, '').replaceAll('\r', '');
}
