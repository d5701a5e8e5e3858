import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { AddressRange } from './address-range.js';
import { WINDOW_BYTES } from './page-windows.js';

// lseek(2) with SEEK_DATA (3) and SEEK_HOLE (4) is available from Perl but not from Node.js. ENXIO (6) means no data up to
// the end of the file. Holes shorter than a window are not listed.
const LIST_DATA_RANGES = `
  my ($start, $end);
  for (my $at = 0; defined($at = sysseek STDIN, $at, 3); $at = $end) {
    $at += 0;
    print "$start $end\\n" if defined $start and $at - $end >= ${WINDOW_BYTES};
    $start = $at if !defined $start or $at - $end >= ${WINDOW_BYTES};
    defined($end = sysseek STDIN, $at, 4) or exit 1;
  }
  exit 1 if $! != 6;
  print "$start $end\\n" if defined $start;`;

/**
 * Lists the ranges of a file that have data, by rising position; holes are between them. Returns null where they are
 * unknown: without Perl, or on a file system that does not report them.
 */
export async function dataRanges(fd: number): Promise<AddressRange[] | null> {
  if (process.platform !== 'linux') return null; // the numbers are those of Linux
  const perl = spawn('perl', ['-e', LIST_DATA_RANGES], { stdio: [fd, 'pipe', 'ignore'] });
  const status = new Promise<number | null>((resolve) => {
    perl.once('error', () => resolve(null)).once('close', resolve);
  });
  const lines = await text(perl.stdout as NonNullable<typeof perl.stdout>).catch(() => '');
  if ((await status) !== 0) return null;
  return Array.from(lines.matchAll(/(\d+) (\d+)\n/g), ([, start, end]) => ({
    start: Number(start),
    end: Number(end),
  }));
}
