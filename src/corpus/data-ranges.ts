import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { AddressRange } from './address-range.js';
import { WINDOW_BYTES } from './page-windows.js';

// Node.js has no SEEK_DATA (3) and SEEK_HOLE (4) of lseek(2), Perl has. ENXIO (6): no data up to the end of the file.
// A hole that is shorter than a window is not worth a line.
const LIST = `
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
 * Lists where a file has data, by rising position; between these ranges are holes. Returns null where that cannot be
 * found out: without Perl, or on a file system that does not tell.
 */
export async function dataRanges(fd: number): Promise<AddressRange[] | null> {
  if (process.platform !== 'linux') return null; // elsewhere the numbers mean other things
  const perl = spawn('perl', ['-e', LIST], { stdio: [fd, 'pipe', 'ignore'] });
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
