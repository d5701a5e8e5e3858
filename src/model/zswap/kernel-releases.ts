import { usageFailure } from '../../common/errors.js';
import { findKnown } from '../../common/known-names.js';
import { KERNELS } from './kernel-presets.js';

type Release = readonly [major: number, minor: number];

/** First release of each preset that has one, oldest first, with the name of the preset. */
const FIRST_RELEASES: readonly (readonly [Release, string])[] = [
  [[6, 12], '6.12'],
  [[6, 13], '6.13'],
  [[6, 14], '6.14'],
  [[6, 15], '6.16'],
  [[6, 17], '6.17'],
  [[6, 18], '6.18'],
  [[7, 3], '7.3'],
];

/** The newest release whose source and running kernel were examined. */
const NEWEST: Release = [7, 3];

/** The former name of `7.3`, before that release. */
const FORMER_NAME = 'next';

/**
 * Returns the name of the preset for a preset's name or a release such as `7.1`, `6.16.12` or `v6.18`.
 *
 * @param remark called with a sentence about a release that is newer than all examined ones
 * @throws Failure for a release before 6.12, or anything else
 */
export function presetOf(asked: string, remark: (text: string) => void): string {
  if (KERNELS.has(asked)) return asked;
  if (asked === FORMER_NAME) throw renamed();
  const release = releaseOf(asked);
  if (release === null) {
    findKnown('--kernel', asked, KERNELS);
    return asked;
  }
  const preset = coveringPreset(release);
  if (preset === null) throw tooOld(asked);
  if (isBefore(NEWEST, release)) {
    remark(
      `--kernel ${asked}: newer than ${NEWEST.join('.')}, the newest that was examined; it runs as ${preset}`,
    );
  }
  return preset;
}

/** The preset that covers a running kernel's release such as `6.12.117+deb13-amd64`, or null where none does. */
export function presetOfRelease(release: string): string | null {
  const [major, minor] = release.split(/[.-]/).map(Number);
  return coveringPreset([major, minor]);
}

function coveringPreset(release: Release): string | null {
  const covering = FIRST_RELEASES.findLast(([first]) => !isBefore(release, first));
  return covering === undefined ? null : covering[1];
}

function releaseOf(asked: string): Release | null {
  const found = /^v?(\d{1,3})\.(\d{1,3})(\.\d{1,4})?$/.exec(asked);
  return found === null ? null : [Number(found[1]), Number(found[2])];
}

function isBefore([major, minor]: Release, other: Release): boolean {
  return major < other[0] || (major === other[0] && minor < other[1]);
}

function renamed() {
  return usageFailure({
    subject: '--kernel',
    expected: "'7.3', the present name",
    found: `'${FORMER_NAME}'`,
    remedy: 'the kernel that was next is released as 7.3',
  });
}

function tooOld(asked: string) {
  return usageFailure({
    subject: '--kernel',
    expected: 'v7, or release 6.12 or later',
    found: `'${asked}'`,
    remedy: 'no evidence covers earlier releases; none of them takes large folios',
  });
}
