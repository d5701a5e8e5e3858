import { element } from './element.js';

/** A button that turns the theme over; until it is pressed the reader's system decides. */
export function themeSwitch(changed: () => void): HTMLElement {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const button = element('button', { type: 'button' });
  const update = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Switch to light' : 'Switch to dark');
    changed();
  };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    update();
  });
  system.addEventListener('change', update);
  // Paper is white.
  let before: string | undefined;
  addEventListener('beforeprint', () => {
    before = root.dataset.theme;
    root.dataset.theme = 'light';
    update();
  });
  addEventListener('afterprint', () => {
    if (before === undefined) delete root.dataset.theme;
    else root.dataset.theme = before;
    update();
  });
  update();
  return button;
}
