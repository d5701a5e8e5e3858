/** Whether the program runs in CI: every CI service sets `CI`. */
export function inCi({ CI = '' }: NodeJS.ProcessEnv): boolean {
  return !['', '0', 'false'].includes(CI.toLowerCase());
}
