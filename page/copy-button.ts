import { element } from './element.js';

const SHOWN_MS = 1500;

/** Button that copies a text, and then says so. */
export function copyButton(textOf: () => string): HTMLElement {
  const button = element('button', { type: 'button', class: 'copy' }, 'Copy');
  button.addEventListener('click', async () => {
    const done = await copied(textOf());
    button.textContent = done ? 'Copied' : 'Select it, then copy';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, SHOWN_MS);
  });
  return button;
}

/** Copies a text; false where the browser allows no page of this kind to do it. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
