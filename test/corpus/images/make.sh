#!/bin/sh
# Makes the images of real-images.test.ts with the real tools. Run it in an empty folder as root. Debian packages: gcc,
# gcc-multilib, gcc-s390x-linux-gnu, gcc-powerpc-linux-gnu, gdb, qemu-user, qemu-system-x86, makedumpfile, zstd, xz-utils, lz4. No
# environment and no data but its own get into a process; look through an image before you commit it.
set -eu
here=$(dirname "$(readlink -f "$0")")
gcc -O1 -static -o fill64 "$here/fill.c"
gcc -m32 -O1 -static -o fill32 "$here/fill.c"
s390x-linux-gnu-gcc -O1 -static -o fill-s390x "$here/fill.c"
powerpc-linux-gnu-gcc -O1 -static -o fill-ppc "$here/fill.c"

ulimit -c unlimited
echo core >/proc/sys/kernel/core_pattern
env -i ./fill64 || zstd -q -19 core -o kernel-x86_64.core.zst
env -i ./fill32 || xz -9 -c core >kernel-i386.core.xz
env -i qemu-s390x ./fill-s390x || xz -9 -c qemu_fill-s390x_*.core >qemu-user-s390x.core.xz
env -i qemu-ppc ./fill-ppc || xz -9 -c qemu_fill-ppc_*.core >qemu-user-ppc.core.xz

env -i ./fill64 wait & pid=$!
sleep 1
gcore -o gcore64 $pid
gzip -9 -c gcore64.$pid >gcore-x86_64.core.gz
kill $pid
env -i ./fill32 wait & pid=$!
sleep 1
gcore -o gcore32 $pid
lz4 -9 -c gcore32.$pid >gcore-i386.core.lz4
kill $pid

# Needs a kernel whose vDSO this CRIU knows: 6.12 with CRIU 3.17.
if command -v criu; then
  setsid env -i ./fill64 wait </dev/null >/dev/null 2>&1 &
  sleep 1
  mkdir criu
  criu dump -t "$(pidof fill64)" -D criu --shell-job
  xz -9 -c criu/pages-1.img >pages && mv pages criu/pages-1.img
fi

# A machine whose firmware counts words up from 0x15a at 0x20000, and halts.
code='\0372\0270\0000\0040\0216\0300\0061\0377\0270\0132\0001\0271\0000\0100\0253\0005\0001\0000\0342\0372\0364\0353\0375'
head -c 65536 /dev/zero >fill.rom
printf "$(echo "$code" | sed 's/\\0/\\/g')" | dd of=fill.rom bs=1 seek=65280 conv=notrunc
printf '\352\000\377\000\360' | dd of=fill.rom bs=1 seek=65520 conv=notrunc
{
  sleep 5
  echo "dump-guest-memory qemu.elf"
  echo "dump-guest-memory -z qemu.flat"
  sleep 2
  echo quit
} | qemu-system-x86_64 -accel tcg -M isapc -m 1M -nodefaults -vga none -display none -bios fill.rom -monitor stdio
xz -9 -c qemu.elf >qemu-dump-guest-memory.elf.xz
makedumpfile -R qemu.kdump <qemu.flat
gzip -9 -c qemu.kdump >qemu-zlib.kdump.gz
