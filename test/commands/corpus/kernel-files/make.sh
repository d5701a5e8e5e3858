#!/bin/sh
# Writes the kernel's figures of the pages of a corpus, in zram and in zswap with lz4, to this folder: all pages, then a third.
#
#   sh make.sh BZIMAGE [CORPUS]
#
# The kernel has built in: CONFIG_ZSMALLOC_STAT, ZRAM, ZSWAP, CRYPTO_LZ4, MEMCG, VIRTIO_PCI, VIRTIO_BLK, DEVTMPFS, DEBUG_FS, the
# 8250 console. Needs cc with a static C library, qemu-system-x86_64.
set -eu
image=$(realpath "$1")
corpus=${2:-redis}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -O2 -static -o "$work/init" "$here/init.c"
cd "$here/../../../.."
node --input-type=module -e "
import { readFileSync, writeFileSync } from 'node:fs';
import { selectCorpora } from './dist/src/corpus/corpus.js';
import { openPageSource } from './dist/src/corpus/page-source.js';
import { cpioArchive } from './dist/src/guest/cpio.js';
const source = await openPageSource(selectCorpora(['$corpus'])[0].path);
const windows = [];
for await (const { bytes } of source.windows()) windows.push(Buffer.from(bytes));
await source.close();
writeFileSync('$work/initramfs', cpioArchive([
  { path: 'init', content: readFileSync('$work/init'), executable: true },
  { path: 'pages', content: Buffer.concat(windows) },
  ...['dev', 'proc', 'sys'].map((path) => ({ path, content: null })),
]));
"
truncate -s 128M "$work/swap"
qemu-system-x86_64 -m 512M -display none -no-reboot -serial stdio -kernel "$image" -initrd "$work/initramfs" \
	-drive file="$work/swap",format=raw,if=virtio -append 'console=ttyS0 loglevel=1 panic=-1' | tr -d '\r' >"$work/console"
awk -v folder="$here" '/^=== end/ { exit } /^=== / { file = folder "/" $2; printf "" >file; next } file { print >file }' "$work/console"
grep '^!!!' "$work/console" && exit 1
ls "$here"
