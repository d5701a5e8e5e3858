import type { Report } from '../output/report.js';
import type { OutputOptions } from './options.js';
import { writeWhole } from './output-file.js';
import type { Terminal, TerminalStream } from './terminal.js';

/** Prints a report in the format and to the file of the output options. */
export async function print(
  terminal: Terminal,
  { output, format, wide = false }: OutputOptions,
  report: Report,
): Promise<void> {
  const { render } = await import('../output/format.js');
  const width = wide || output !== undefined ? null : terminalWidth(terminal.stdout);
  await printText(terminal, output, render(report, format, width));
}

/** Returns the columns of a terminal; null if unknown, or for another stream. */
function terminalWidth({ isTTY, columns }: TerminalStream): number | null {
  return isTTY && columns ? columns : null;
}

/** Prints text that ends in a newline to a file, or to stdout without one. */
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
