/** Whether a CI engine runs this: all of them set `CI`. */
export function inCi({ CI = '' }: NodeJS.ProcessEnv): boolean {
  return !['', '0', 'false'].includes(CI.toLowerCase());
}
