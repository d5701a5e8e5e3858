import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Where there is no browser, which tests say. */
export const NO_BROWSER = browserPath() === null ? `skipped: none of ${NAMES.join(', ')}` : false;

/** Events of a page while it was open. */
export interface Watched {
  readonly page: Page;
  /** Console messages and uncaught errors. */
  readonly said: string[];
  /** Every request, that for the page itself first. */
  readonly requests: string[];
}

let browser: Browser | undefined;
after(() => browser?.close());

/** Opens a file in a headless browser, with a width and in the theme that the system would have. */
export async function opened(
  path: string,
  { width = 1280, colorScheme = 'light' as 'light' | 'dark' } = {},
): Promise<Watched> {
  browser ??= await chromium.launch({
    executablePath: browserPath() ?? '',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const said: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`${error.name}: ${error.message}`));
  page.on('dialog', (dialog) => said.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${path}`);
  return { page, said, requests };
}

function browserPath(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
