// Makes what `zswap-bench report` puts into its pages: page/ and Apache ECharts in one script, and the style.
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

// What its licences ask to be kept with it.
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
  // Else light-dark() is written out in a way that no toggle reaches.
  target: 'chrome123',
  logLevel: 'warning',
});
