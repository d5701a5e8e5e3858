import type { Report } from '../report/report.js';
import type { OutputOptions } from './options.js';
import { writeWhole } from './output-file.js';
import type { Terminal } from './terminal.js';

/** Prints a command's data where and as the user asked for it. */
export async function print(
  terminal: Terminal,
  options: OutputOptions,
  report: Report,
): Promise<void> {
  const { render } = await import('../report/format.js');
  await printText(terminal, options, render(report, options.format));
}

/** Prints text that is in its format already. */
export async function printText(
  terminal: Terminal,
  { output }: Pick<OutputOptions, 'output'>,
  text: string,
): Promise<void> {
  if (output === undefined) {
    terminal.stdout.write(text);
  } else {
    await writeWhole(output, (write) => write(text));
  }
}
