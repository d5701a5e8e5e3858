import type { Report } from '../output/report.js';
import { hasColors } from './color.js';
import { hasUnicode } from './locale.js';
import type { OutputOptions } from './options.js';
import { writeWhole } from './output-file.js';
import type { Terminal, TerminalStream } from './terminal.js';

/** Prints a report in the format and to the file of the output options. */
export async function print(
  terminal: Terminal,
  { output, format, wide = false, color }: OutputOptions,
  report: Report,
): Promise<void> {
  const { render } = await import('../output/format.js');
  const { shellWords } = await import('../output/shell.js');
  const { painted, unpainted } = await import('../output/paint.js');
  const toFile = output !== undefined;
  const width = wide || toFile ? null : terminalWidth(terminal.stdout);
  // Variables concern the terminal; a file has colours only if the option asks for them.
  const colored = toFile ? color === 'always' : hasColors(color, terminal.stdout, terminal.env);
  await printText(
    terminal,
    output,
    render({ ...report, command: shellWords(['zswap-bench', ...(terminal.argv ?? [])]) }, format, {
      width,
      paint: colored ? painted : unpainted,
      braille: hasUnicode(terminal.env),
    }),
  );
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
