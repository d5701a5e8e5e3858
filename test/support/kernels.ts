/** A file with the boot header of an x86 kernel of some release, and nothing to boot. */
export function tinyImage(release: string): Buffer {
  const image = Buffer.alloc(0x400);
  image.write('HdrS', 0x202, 'latin1');
  image.writeUInt16LE(0x300 - 0x200, 0x20e);
  image.write(`${release} (builder@machine) #1 SMP\0`, 0x300, 'latin1');
  return image;
}

/** A file with a module's .modinfo section, and nothing to load. */
export function tinyModule(...fields: readonly string[]): Buffer {
  return Buffer.from(`\x7fELF\0${fields.map((field) => `${field}\0`).join('')}`, 'latin1');
}
