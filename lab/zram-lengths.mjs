// Compares, page by page, the lengths that this machine's kernel stores with those of a compressor of the registry.
//
//   node lab/zram-lengths.mjs ALGORITHM COMPRESSOR [CORPUS ...]     after npm run build; needs root and zram
//   node lab/zram-lengths.mjs lz4 lz4-kernel redis
//
// Adds a zram device of its own, writes one page after another over its first page, reads after each what mm_stat calls
// compr_data_size, and removes the device. Source: Documentation/admin-guide/blockdev/zram.rst.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONTROL = '/sys/class/zram-control';
const PAGE_SIZE = 4096;
// zram keeps a page uncompressed from the length on that zsmalloc would give a whole page anyway: beyond the last class
// that shares pages, of 3264 bytes, with a handle of 8 bytes before the object.
const HUGE_LENGTH = 3264 + 1 - 8;
const SHOWN = 5;

const [algorithm, name, ...asked] = process.argv.slice(2);
if (name === undefined)
  refuse('expected an algorithm of zram and a compressor; see the first lines of this file');
if (process.getuid() !== 0) refuse('expected root: a zram device can be added by nobody else');
if (!fs.existsSync(`${CONTROL}/hot_add`))
  refuse(`expected a kernel with zram; found no ${CONTROL}`);

function refuse(text) {
  process.stderr.write(`zram-lengths: ${text}\n`);
  process.exit(2);
}

class ZramDevice {
  #id;
  #folder;
  #fd;

  constructor(algorithm) {
    this.#id = fs.readFileSync(`${CONTROL}/hot_add`, 'utf8').trim();
    this.#folder = fs.mkdtempSync(join(tmpdir(), 'zram-lengths-'));
    try {
      this.#set('comp_algorithm', algorithm);
      this.#set('disksize', '1M');
      const node = join(this.#folder, 'device');
      const numbers = this.#get('dev').trim().split(':');
      const { status } = spawnSync('mknod', [node, 'b', ...numbers], { stdio: 'inherit' });
      if (status !== 0) throw new Error('mknod failed');
      const { O_RDWR, O_DIRECT, O_SYNC } = fs.constants;
      this.#fd = fs.openSync(node, O_RDWR | O_DIRECT | O_SYNC);
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** What the kernel makes of a page: a length, 'huge' for one that it keeps as it is, 'same' for one of equal words. */
  lengthOf(alignedPage) {
    fs.writeSync(this.#fd, alignedPage, 0, PAGE_SIZE, 0);
    const stat = this.#get('mm_stat').trim().split(/ +/).map(Number);
    const [, compressedBytes, , , , samePages, , hugePages] = stat;
    if (samePages > 0) return 'same';
    return hugePages > 0 ? 'huge' : compressedBytes;
  }

  remove() {
    if (this.#fd !== undefined) fs.closeSync(this.#fd);
    fs.rmSync(this.#folder, { recursive: true });
    this.#set('reset', '1');
    fs.writeFileSync(`${CONTROL}/hot_remove`, this.#id);
  }

  #get(file) {
    return fs.readFileSync(`/sys/block/zram${this.#id}/${file}`, 'utf8');
  }

  #set(file, value) {
    fs.writeFileSync(`/sys/block/zram${this.#id}/${file}`, value);
  }
}

async function compare(corpus, device, compressor) {
  const { openPageSource } = await import('../dist/src/corpus/page-source.js');
  const source = await openPageSource(corpus.path);
  // Memory of WebAssembly is aligned, as O_DIRECT needs it.
  const page = new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer, 0, PAGE_SIZE);
  const target = new Uint8Array(2 * PAGE_SIZE);
  const count = { pages: 0, same: 0, huge: 0, equal: 0, kernelBytes: 0, ourBytes: 0 };
  const differing = [];
  for await (const { bytes } of source.windows()) {
    // Signals are heard between windows.
    await new Promise(setImmediate);
    if (interrupted) break;
    for (let at = 0; at < bytes.length; at += PAGE_SIZE) {
      page.set(bytes.subarray(at, at + PAGE_SIZE));
      const kernels = device.lengthOf(page);
      const number = count.pages++;
      if (kernels === 'same') {
        count.same++;
        continue;
      }
      const ours = compressor.compress(page, 0, target);
      if (kernels === 'huge') count.huge++;
      else {
        count.kernelBytes += kernels;
        count.ourBytes += ours;
      }
      if (kernels === 'huge' ? ours >= HUGE_LENGTH : ours === kernels) count.equal++;
      else differing.push(`  page ${number}: kernel ${kernels}, ${name} ${ours}`);
    }
  }
  await source.close();
  const { pages, same, huge, equal, kernelBytes, ourBytes } = count;
  process.stdout.write(
    `${corpus.name}: ${equal} of ${pages - same} pages equal, ${huge} of them huge, ${same} same-filled besides; ` +
      `not huge: kernel ${kernelBytes} bytes, ${name} ${ourBytes}\n` +
      differing
        .slice(0, SHOWN)
        .map((line) => `${line}\n`)
        .join(''),
  );
  return differing.length;
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => (interrupted = true));

const { chooseCompressor } = await import('../dist/src/compressor/compressors.js');
const { selectCorpora } = await import('../dist/src/corpus/corpus.js');
const compressor = await chooseCompressor(name).create();
const corpora = selectCorpora(asked);
const device = new ZramDevice(algorithm);
let differing = 0;
try {
  for (const corpus of corpora)
    if (!interrupted) differing += await compare(corpus, device, compressor);
} finally {
  device.remove();
}
process.exitCode = interrupted ? 130 : differing > 0 ? 1 : 0;
