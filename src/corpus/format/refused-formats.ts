import { type Failure, inputFailure } from '../../common/errors.js';
import { hasSignature, type Signature } from '../signature.js';

/** A format that is recognised but not read. */
interface RefusedFormat {
  readonly name: string;
  readonly signatures: readonly Signature[];
  readonly remedy: string;
}

function refused(name: string, remedy: string, ...texts: readonly string[]): RefusedFormat {
  return { name, remedy, signatures: texts.map((text) => [[0, text]]) };
}

function refusedAt(name: string, remedy: string, signature: Signature): RefusedFormat {
  return { name, remedy, signatures: [signature] };
}

const unpack = (command: string) => `unpack it first (${command})`;
const DISK = 'name an image of memory; this one is of a disk';
const FILE_SYSTEM = 'name an image of memory; this one is of a file system';
const RUNNING = 'dump the guest while it runs (virsh dump --memory-only, or dump-guest-memory)';

/** Formats that might be taken for raw pages. The signatures are those of file(1) and of each format's documentation. */
export const REFUSED_FORMATS: readonly RefusedFormat[] = [
  refusedAt('bzip2 data', unpack('bzip2 -dk'), [
    [0, 'BZh'],
    [4, '1AY&SY'],
  ]),
  refused('legacy lz4 data', unpack('lz4 -dk'), '\x02\x21\x4c\x18'),
  refused('lzip data', unpack('lzip -dk'), 'LZIP\x01'),
  refused('lzop data', unpack('lzop -dk'), '\x89LZO\x00\r\n\x1a\n'),
  refused('framed snappy data', unpack('snzip -dk'), '\xff\x06\x00\x00sNaPpY'),
  refusedAt('a tar archive', unpack('tar -xf'), [[257, 'ustar']]),
  refused('a zip archive', unpack('unzip'), 'PK\x03\x04', 'PK\x05\x06'),
  refused('a 7z archive', unpack('7z x'), '7z\xbc\xaf\x27\x1c'),
  refused('a rar archive', unpack('unrar x'), 'Rar!\x1a\x07'),
  refused('a cpio archive', unpack('cpio -id'), '070701', '070702', '070707'),
  refused('an ar archive', unpack('ar x'), '!<arch>\n'),
  refused('a qcow2 disk image', DISK, 'QFI\xfb'),
  refused('a QED disk image', DISK, 'QED\x00'),
  refused('a VMDK disk image', DISK, 'KDMV', '# Disk DescriptorFile'),
  refused('a VHDX disk image', DISK, 'vhdxfile'),
  refused('a VHD disk image', DISK, 'conectix'),
  refusedAt('a VDI disk image', DISK, [[64, '\x7f\x10\xda\xbe']]),
  refused('a squashfs image', FILE_SYSTEM, 'hsqs', 'sqsh'),
  refused('an XFS image', FILE_SYSTEM, 'XFSB'),
  refusedAt('an EROFS image', FILE_SYSTEM, [[1024, '\xe2\xe1\xf5\xe0']]),
  refusedAt('an ext2, ext3 or ext4 image', FILE_SYSTEM, [
    [1080, '\x53\xef'],
    [1100, '\x01\x00\x00\x00'],
  ]),
  refusedAt('a swap area', 'capture processes instead (zswap-bench corpus capture)', [
    [4086, 'SWAPSPACE2'],
  ]),
  refusedAt('a hibernation image', 'capture processes instead (zswap-bench corpus capture)', [
    [4086, 'S1SUSPEND'],
  ]),
  refused('a minidump', 'create a full core instead, for example with gcore', 'MDMP\x93\xa7'),
  refused('a Windows crash dump', 'name an image of Linux memory', 'PAGEDU64', 'PAGEDUMP'),
  refused(
    'a Mach-O file',
    'name an image of Linux memory',
    '\xcf\xfa\xed\xfe',
    '\xfe\xed\xfa\xcf',
    '\xce\xfa\xed\xfe',
    '\xfe\xed\xfa\xce',
  ),
  refused('a compressed AVML image', 'convert it to LiME first (avml-convert)', 'AVML'),
  refused(
    'a flattened makedumpfile dump',
    'rearrange it first (makedumpfile -R OUTPUT <INPUT)',
    'makedumpfile\x00',
  ),
  refused('a diskdump', 'dump the machine again with makedumpfile', 'DISKDUMP'),
  refused('a QEMU migration stream', RUNNING, 'QEVM'),
  refused('a libvirt save file', RUNNING, 'LibvirtQemudSave', 'LibvirtQemudPart'),
  refused(
    'a VirtualBox saved state',
    'dump the guest (VBoxManage debugvm dumpvmcore)',
    '\x7fVirtualBox',
  ),
  refused(
    'a VMware state file',
    'name the .vmem file beside it',
    '\xd2\xbe\xd2\xbe',
    '\xd1\xbe\xd2\xbe',
  ),
  refused(
    'a model of a synthetic corpus',
    'name it as synth:FILE',
    '{"schema":"zswap-bench.synthetic/',
  ),
  refused('a perf recording', 'name an image of memory', 'PERFILE2'),
  refused('a Java heap profile', 'create a core instead, for example with gcore', 'JAVA PROFILE'),
  refused('an SQLite database', 'name an image of memory', 'SQLite format 3\x00'),
  refused('a PDF document', 'name an image of memory', '%PDF-'),
  refused('a PNG picture', 'name an image of memory', '\x89PNG\r\n\x1a\n'),
];

/** Returns the failure for data in a format that is recognised but not read; null for any other data. */
export function formatRefusal(path: string, head: Uint8Array): Failure | null {
  const format = REFUSED_FORMATS.find(({ signatures }) =>
    signatures.some((signature) => hasSignature(head, signature)),
  );
  return format === undefined ? null : notAnImage(path, format.name, format.remedy);
}

/** Returns the failure for data that is no memory image. */
export function notAnImage(path: string, found: string, remedy: string): Failure {
  return inputFailure({ subject: path, expected: MEMORY_IMAGE, found, remedy });
}

const MEMORY_IMAGE =
  'a memory image (ELF core, kdump, LiME, CRIU pagemap or raw), plain, .zst, .gz, .xz or .lz4';
