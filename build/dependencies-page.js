// Prints docs/dependencies.md: packages that run, or are built into what is published, with versions and licences of package-lock.json.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(
  readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
);

/** Packages for development with a part in what is published. */
const BUILT_IN = {
  assemblyscript: 'its library, in the compressors of `dist/assembly`',
  echarts: 'in the page of a report',
  tslib: 'in the page of a report',
  zrender: 'in the page of a report',
};

const rows = Object.entries(packages).flatMap(([path, { name: original, ...entry }]) => {
  const { version, license, dev, optional } = entry;
  const name = path === '' ? '' : (original ?? path.replace(/^.*node_modules\//, ''));
  const place = dev ? BUILT_IN[name] : `installed${optional ? ', optional' : ''}`;
  return name === '' || place === undefined ? [] : [[name, version, license, place]];
});

process.stdout.write(`# Dependencies

Packages that an installation has, and those that are built into what is published. Test and build tools are left out.

| package | version | licence | where |
|---|---|---|---|
${rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('')}
\`npm run sbom\` prints the installed packages as a bill of materials (CycloneDX; \`npm run sbom -- --sbom-format spdx\` for SPDX). A report's
page carries the notices that the licences of ECharts and ZRender require. The code of kernels and their compressors is not copied: [model.md](model.md)
and [compressors.md](compressors.md) have the sources of behaviour.

## Size of the package

| part | in the tarball |
|---|---|
| seven corpora | 16.5 MB |
| program, types, script of reports | 0.7 MB |
| documents | 0.3 MB |

The corpora stay in the package. Installed with \`npx --package FILE\` from tarballs on two busy cores, seven times each in turn with all other
packages in npm's cache, the program was there after 7.3 to 13.7 s (median 10.5), and after 7.8 to 15.2 s (median 9.8) without corpora; 1.8 and 1.5 s of
that were CPU time. The registry's answers take the rest. The download costs 1.3 s at 100 Mbit/s and 6.6 s at 20 Mbit/s, once per version; a package
of their own would not save it for \`run\`, whose default is every corpus. They are compressed as far as zstd goes: \`-22 --ultra\`
saves under 0.1%, xz 6 to 13%.
`);
