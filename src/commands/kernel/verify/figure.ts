import { median } from '../../../statistics/estimate.js';
import type { VerifiedFigure } from './document.js';

/** A figure that the model gives once. */
export function exactFigure(figure: string, kernel: number, model: number): VerifiedFigure {
  return figureInRange(figure, kernel, [model]);
}

/** A figure that the model gives once for each of its runs. */
export function figureInRange(
  figure: string,
  kernel: number,
  ofRuns: readonly number[],
): VerifiedFigure {
  const lowest = Math.min(...ofRuns);
  const highest = Math.max(...ofRuns);
  return {
    figure,
    kernel,
    model: Math.round(median(ofRuns)),
    band: [lowest, highest],
    agrees: kernel >= lowest && kernel <= highest,
  };
}
