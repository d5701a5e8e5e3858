// The series is used below, the continued fraction from here on. Around 3 both are exact to the last digits of a double.
const SERIES_BELOW = 3;
const TERMS = 200;
const INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

/** Upper tail of the standard normal distribution, for z >= 0. Not for exact figures: uses Math.exp. */
export function normalTail(z: number): number {
  const density = INVERSE_ROOT_TWO_PI * Math.exp((-z * z) / 2);
  return z < SERIES_BELOW ? 0.5 - density * bodySeries(z) : density * tailFraction(z);
}

/** z + z^3/3 + z^5/(3*5) + ...: area from 0 to z / density (Abramowitz and Stegun 26.2.11). */
function bodySeries(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < TERMS; n++) {
    term *= (z * z) / (2 * n + 1);
    sum += term;
  }
  return sum;
}

/** 1/(z + 1/(z + 2/(z + 3/(z + ...)))): Mills' ratio as Laplace's continued fraction, evaluated from the inside. */
function tailFraction(z: number): number {
  let below = z;
  for (let n = TERMS; n > 0; n--) below = z + n / below;
  return 1 / below;
}
