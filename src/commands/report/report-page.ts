import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ResultDocument } from '../../result/document.js';
import type { Finding } from './findings/finding.js';
import { findings } from './findings/summary.js';
import { embeddedJson, escapeHtml } from './html.js';
import { type OwnNames, pageData } from './page-data.js';
import { grouped } from './phrases.js';
import { type Command, rerunCommand, wholeGrid } from './rerun-command.js';

/** One self-contained HTML page of a result; it asks the network for nothing, and may not. Ends in a newline. */
export function reportPage(result: ResultDocument, own: OwnNames): string {
  const script = built('page.js');
  const { machine, tool, config } = result;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="color-scheme" content="light dark">
<title>zswap-bench report</title>
<style>${built('page.css')}</style>
</head>
<body>
<header>
<div><h1>zswap-bench report</h1>
<p>${escapeHtml(`zswap-bench ${tool.version} on ${machine.cores} x ${machine.cpu}, Node ${machine.node}`)}</p></div>
<div id="theme"></div>
</header>
<main>
<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">In short</h2>
<dl>
${findings(result).map(findingHtml).join('\n')}
</dl>
<details><summary>What was measured, and how to measure it again</summary>
${corporaHtml(result)}
${commandHtml(rerunCommand(config, wholeGrid(config), own))}
</details>
</section>
<noscript><p class="note">The figures below are drawn by a script, which this browser does not run.</p></noscript>
<div id="page"></div>
</main>
<footer><p>Charts: Apache ECharts, Apache License 2.0.</p></footer>
<script type="application/json" id="data">${embeddedJson(pageData(result, own))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** A file that build/report-page.js put beside this one. */
function built(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Nothing is loaded, and no script runs but the page's own. */
function policy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
}

function findingHtml({ title, sentences, alarm }: Finding): string {
  const open = alarm === undefined ? '<div>' : '<div class="alarm">';
  const text = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('');
  return `${open}<dt>${escapeHtml(title)}</dt><dd>${text}</dd></div>`;
}

function corporaHtml({ corpora }: ResultDocument): string {
  const rows = corpora.map(
    ({ name, pages, zeroPages, grouping, sha256 }) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td class="number">${grouped(pages)}</td>` +
      `<td class="number">${grouped(zeroPages)}</td><td>${escapeHtml(grouping)}</td><td><code>${escapeHtml(sha256)}</code></td></tr>`,
  );
  const headings = ['corpus', 'pages', 'zero pages', 'folios', 'sha256'];
  const kinds = ['', ' class="number"', ' class="number"', '', ''];
  const head = headings.map((heading, i) => `<th scope="col"${kinds[i]}>${heading}</th>`).join('');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function commandHtml({ line, remarks }: Command): string {
  const notes = remarks.map((remark) => `<p class="remark">${escapeHtml(remark)}</p>`).join('');
  return `<pre><code>${escapeHtml(line)}\nnpx zswap-bench report result.json -o report.html</code></pre>${notes}`;
}
