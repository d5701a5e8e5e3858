// Builds the script and style of the pages of `zswap-bench report`. The script bundles page/ and Apache ECharts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { resolve } = createRequire(import.meta.url);
const echarts = dirname(resolve('echarts/package.json'));
const zrender = dirname(
  createRequire(join(echarts, 'package.json')).resolve('zrender/package.json'),
);

// Notices that the licences require.
const notices = [
  readFileSync(join(echarts, 'NOTICE'), 'utf8'),
  'Licensed under the Apache License, Version 2.0: https://www.apache.org/licenses/LICENSE-2.0\n\nZRender',
  readFileSync(join(zrender, 'LICENSE'), 'utf8'),
];

await build({
  entryPoints: { page: join(root, 'page/main.ts') },
  outdir: join(root, 'dist/src/commands/report'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: { js: `/*!\n${notices.join('\n\n')}\n*/` },
  logLevel: 'warning',
});
await build({
  entryPoints: { page: join(root, 'page/style.css') },
  outdir: join(root, 'dist/src/commands/report'),
  minify: true,
  // For older targets, light-dark() is compiled to code that the theme button cannot switch.
  target: 'chrome123',
  logLevel: 'warning',
});
