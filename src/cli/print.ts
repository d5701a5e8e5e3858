import type { OutputOptions } from './options.js';
import { writeWhole } from './output-file.js';
import type { Terminal } from './terminal.js';

/** Prints a command's data, text that ends in a newline, where the user asked for it. */
export async function print(
  terminal: Terminal,
  options: Pick<OutputOptions, 'output'>,
  text: string,
): Promise<void> {
  if (options.output === undefined) {
    terminal.stdout.write(text);
  } else {
    await writeWhole(options.output, (write) => write(text));
  }
}
