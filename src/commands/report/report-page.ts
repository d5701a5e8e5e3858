import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type RerunCommand,
  rerunCommand,
  type UserNames,
  wholeGrid,
} from '../../cli/rerun-command.js';
import type { ResultDocument } from '../../result/document.js';
import { pageData } from './describe-page.js';
import type { ReportFinding } from './findings/finding.js';
import { findings } from './findings/summary.js';
import { embeddedJson, escapeHtml } from './html.js';
import { withCommas } from './phrases.js';
import { tilesHtml } from './tiles.js';

/** Returns a self-contained HTML page of a result, with a final newline. Its policy forbids network access. */
export function reportPage(result: ResultDocument, userNames: UserNames): string {
  const script = readBuilt('page.js');
  const { machine, tool, config } = result;
  const data = pageData(result, userNames);
  const found = findings(result);
  const alarms = found.filter(({ alarm }) => alarm === true);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="color-scheme" content="light dark">
<title>zswap-bench report</title>
<style>${readBuilt('page.css')}</style>
</head>
<body>
<header>
<div><h1>zswap-bench report</h1>
<p>${escapeHtml(`zswap-bench ${tool.version} on ${machine.cores} x ${machine.cpu}, Node ${machine.node}`)}</p></div>
<div id="theme"></div>
</header>
<main>
${alarms.length === 0 ? '' : `<section id="faults"><dl>${alarms.map(findingHtml).join('')}</dl></section>`}
${tilesHtml(data.cells)}
<section id="summary" aria-labelledby="summary-title">
<h2 id="summary-title">Summary</h2>
<dl>
${found
  .filter(({ alarm }) => alarm !== true)
  .map(findingHtml)
  .join('\n')}
</dl>
<details><summary>Corpora, and the command to reproduce this result</summary>
${corporaHtml(result)}
${commandHtml(rerunCommand(config, wholeGrid(config), userNames))}
</details>
</section>
<noscript><p class="note">The figures need JavaScript, which is disabled in this browser.</p></noscript>
<div id="page"></div>
</main>
<footer><p>Charts: Apache ECharts, Apache License 2.0.</p></footer>
<script type="application/json" id="data">${embeddedJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Reads a file that build/report-page.js wrote beside this one. */
function readBuilt(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Returns a content security policy: nothing is loaded, only the page's own script runs. */
function policy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
}

function findingHtml({ title, sentences, alarm }: ReportFinding): string {
  const open = alarm === undefined ? '<div>' : '<div class="alarm">';
  const text = sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('');
  return `${open}<dt>${escapeHtml(title)}</dt><dd>${text}</dd></div>`;
}

function corporaHtml({ corpora }: ResultDocument): string {
  const rows = corpora.map(
    ({ name, pages, zeroPages, grouping, sha256 }) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td class="number">${withCommas(pages)}</td>` +
      `<td class="number">${withCommas(zeroPages)}</td><td>${escapeHtml(grouping)}</td><td><code>${escapeHtml(sha256)}</code></td></tr>`,
  );
  const headings = ['corpus', 'pages', 'zero pages', 'folios', 'sha256'];
  const kinds = ['', ' class="number"', ' class="number"', '', ''];
  const head = headings.map((heading, i) => `<th scope="col"${kinds[i]}>${heading}</th>`).join('');
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function commandHtml({ line, remarks }: RerunCommand): string {
  const notes = remarks.map((remark) => `<p class="remark">${escapeHtml(remark)}</p>`).join('');
  return `<pre><code>${escapeHtml(line)}\nnpx zswap-bench report result.json -o report.html</code></pre>${notes}`;
}
