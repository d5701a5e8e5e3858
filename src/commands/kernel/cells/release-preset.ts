import { KERNELS } from '../../../model/zswap/kernel-presets.js';

/** Presets by the first release that each covers, newest first. */
const FIRST_RELEASES: readonly (readonly [major: number, minor: number, preset: string])[] = [
  [7, 3, 'next'],
  [6, 18, '6.18'],
  [6, 14, '6.14'],
  [6, 13, '6.13'],
  [6, 10, '6.12'],
];

/** The preset that covers a kernel's release, or null where none does. */
export function presetOfRelease(release: string): string | null {
  const [major, minor] = release.split(/[.-]/).map(Number);
  const found = FIRST_RELEASES.find(
    ([ofMajor, ofMinor]) => major > ofMajor || (major === ofMajor && minor >= ofMinor),
  );
  return found !== undefined && KERNELS.has(found[2]) ? found[2] : null;
}

/** The kernel whose compressors have the lengths of a release, as `choiceForKernel` names it. */
export function lengthsOfRelease(release: string): string {
  const [major, minor] = release.split(/[.-]/).map(Number);
  if (major < 6 || (major === 6 && minor < 15)) return '6.12';
  return major === 6 && minor < 17 ? '6.16' : '6.18';
}
