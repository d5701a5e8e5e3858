import { withProgress } from '../../cli/measured-run.js';
import { writeWhole } from '../../cli/output-file.js';
import { note, type Terminal } from '../../cli/terminal.js';
import type { PageCopy } from '../../corpus/page-copy.js';

/** File of pages to write. */
export interface PagesFile {
  readonly output: string;
  /** Whether to replace text by noise. */
  readonly redact?: true;
  /** Maximum permissions. */
  readonly maxMode: number;
}

export const REDACT_HELP = 'replace text by noise; what else is in the pages stays';

/** Writes pages to a file, completely or not at all, with progress, and a remark on what redaction changed. */
export async function writePagesFile<T>(
  { output, redact, maxMode }: PagesFile,
  terminal: Terminal,
  work: (copy: PageCopy) => Promise<T>,
): Promise<T> {
  const { PageCopy } = await import('../../corpus/page-copy.js');
  const stage = redact === undefined ? null : await createStage();
  const done = await withProgress(terminal, (observer) =>
    writeWhole(output, (write) => work(new PageCopy({ write, observer, stage })), maxMode),
  );
  if (stage !== null) note(terminal, stage.remark());
  return done;
}

async function createStage() {
  const { RedactingStage } = await import('./redacting-stage.js');
  return await RedactingStage.create();
}
