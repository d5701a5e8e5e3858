/** Control of figures with curves: how much of the vertical axis is shown. */
export const RANGE = 'Range';
export const NEAR = 'near the limit';
export const WHOLE = 'from zero';
