/** Whether a strategy is a released kernel: compared apart, since it also differs in which pages it refuses. */
export function isKernelPreset(strategy: string): boolean {
  return strategy.startsWith('mainline-');
}

/** Puts kernels' presets after all others; the order is kept otherwise. */
export function presetsLast<T extends { readonly strategy: string }>(items: readonly T[]): T[] {
  const preset = ({ strategy }: T) => isKernelPreset(strategy);
  return [...items.filter((item) => !preset(item)), ...items.filter(preset)];
}
