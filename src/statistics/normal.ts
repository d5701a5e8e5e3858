// Where the series takes over from the continued fraction: both are exact to a double's last digits around here.
const SERIES_BELOW = 3;
const TERMS = 200;
const INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

/** The chance that a standard normal variable is above `z`, for z >= 0. Not for exact figures: uses Math.exp. */
export function normalTail(z: number): number {
  const density = INVERSE_ROOT_TWO_PI * Math.exp((-z * z) / 2);
  return z < SERIES_BELOW ? 0.5 - density * bodySeries(z) : density * tailFraction(z);
}

/** z + z^3/3 + z^5/(3*5) + ...: the body's area by the density (Abramowitz and Stegun 26.2.11). */
function bodySeries(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < TERMS; n++) {
    term *= (z * z) / (2 * n + 1);
    sum += term;
  }
  return sum;
}

/** 1/(z + 1/(z + 2/(z + 3/(z + ...)))): Mills' ratio as Laplace's continued fraction, from the inside out. */
function tailFraction(z: number): number {
  let below = z;
  for (let n = TERMS; n > 0; n--) below = z + n / below;
  return 1 / below;
}
