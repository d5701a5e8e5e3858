// Compiles each AssemblyScript file of assembly/ to dist/assembly. Subfolders have shared code.
import { mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
mkdirSync('dist/assembly', { recursive: true });

for (const file of readdirSync('assembly').filter((name) => name.endsWith('.ts'))) {
  const { error, stderr } = await asc.main([
    `assembly/${file}`,
    ...['--outFile', `dist/assembly/${file.replace('.ts', '.wasm')}`],
    ...['-O3', '--converge', '--noAssert', '--enable', 'simd,bulk-memory'],
    // One page of memory with a fixed layout (assembly/shared/layout.ts), no heap, no imports.
    ...['--runtime', 'stub', '--use', 'abort=', '--initialMemory', '1', '--maximumMemory', '1'],
  ]);
  if (error) {
    process.stderr.write(`${stderr}${error.message}\n`);
    process.exitCode = 1;
  }
}
