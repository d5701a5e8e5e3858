import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROOT } from '../support/program.js';

test('docs/results.md: its tables are what npm run docs makes of the definitions', async () => {
  const { resultsPage } = await import(`${ROOT}build/results-page.js`);
  const page = readFileSync(`${ROOT}docs/results.md`, 'utf8');
  assert.equal(page, resultsPage(page));
  assert.match(page, /^\| `pool\.limitPages` \| pages \| max_pool_percent of RAM\. \|$/m);
});
