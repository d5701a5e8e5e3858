import type { Report } from '../output/report.js';
import type { OutputOptions } from './options.js';
import { writeWhole } from './output-file.js';
import type { Terminal } from './terminal.js';

/** Prints a command's data where and as the user asked for it. */
export async function print(
  terminal: Terminal,
  { output, format }: OutputOptions,
  report: Report,
): Promise<void> {
  const { render } = await import('../output/format.js');
  await printText(terminal, output, render(report, format));
}

/** Prints text that ends in a newline to a file, or to stdout where none is named. */
export async function printText(
  terminal: Terminal,
  output: string | undefined,
  text: string,
): Promise<void> {
  if (output === undefined) {
    terminal.stdout.write(text);
  } else {
    await writeWhole(output, (write) => write(text));
  }
}
