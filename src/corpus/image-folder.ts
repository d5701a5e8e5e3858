import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../common/environment.js';
import { inputFailure } from '../common/errors.js';
import { PAGE_SIZE } from '../common/page.js';
import { CRIU_IMAGE, PAGEMAP } from './format/criu-image.js';
import { formatRefusal } from './format/refused-formats.js';
import { hasSignature, isKnown } from './signature.js';

/**
 * Returns the memory images in a folder, by rising name: files of a known format, and files of whole pages. Other files,
 * hidden files and folders are left out. A file of a format that is not supported is kept, and refused when it is opened.
 */
export function imagesIn(folder: string): string[] {
  const unusable = (found: string, cause?: unknown) =>
    inputFailure(
      {
        subject: folder,
        expected: 'a readable folder with memory images',
        found,
        remedy: 'name files, or another folder',
      },
      cause,
    );
  try {
    const files = readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name))
      .filter((path) => isRegularFile(path));
    const unencodable = readdirSync(folder).find((name) => isUnencodable(join(folder, name)));
    if (unencodable !== undefined) throw unusable('a name that is not UTF-8');
    const heads = new Map(files.map((path) => [path, headOf(path)]));
    const ofCriu = [...heads.values()].some((head) => hasSignature(head, PAGEMAP));
    const images = files.filter((path) => isImage(path, heads.get(path) as Uint8Array, ofCriu));
    if (images.length === 0) throw unusable('none');
    return images;
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    throw unusable(reason, error);
  }
}

/** Returns whether a name in a folder lost bytes when it was decoded. */
function isUnencodable(path: string): boolean {
  return path.includes('\ufffd') && !existsSync(path);
}

/** Returns whether a path is a regular file; not for a loop of links, or a file that has gone. */
function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isImage(path: string, head: Uint8Array, ofCriu: boolean): boolean {
  if (hasSignature(head, CRIU_IMAGE)) return hasSignature(head, PAGEMAP);
  if (isKnown(head) || formatRefusal(path, head) !== null) return true;
  // The pages of CRIU belong to their pagemap.
  if (ofCriu && /\/pages-\d+\.img$/.test(path)) return false;
  return head.length === PAGE_SIZE && statSync(path).size % PAGE_SIZE === 0;
}

function headOf(path: string): Uint8Array {
  const head = new Uint8Array(PAGE_SIZE);
  const file = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}
