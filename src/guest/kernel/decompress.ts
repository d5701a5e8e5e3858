import { gunzipSync } from 'node:zlib';
import { unwrapZstd } from '../../corpus/wrapper/unwrap.js';
import { runTool, type Tool } from '../run-tool.js';

const XZ: Tool = { program: 'xz', debianPackage: 'xz-utils' };

/** The content of a module file whose name may end in `.xz`, `.zst` or `.gz`. */
export async function decompressed(path: string, content: Uint8Array): Promise<Uint8Array> {
  if (path.endsWith('.xz')) return await runTool(XZ, ['--decompress', '--stdout'], content);
  if (path.endsWith('.gz')) return gunzipSync(content);
  if (!path.endsWith('.zst')) return content;
  const pieces: Buffer[] = [];
  for await (const piece of unwrapZstd(path, [content])) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
