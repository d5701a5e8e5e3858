import { InvalidValue } from '../../common/errors.js';

/** Weights of the three parts of a cost. */
export interface Weights {
  /** Of a page of RAM in the pool. */
  readonly ram: number;
  /** Of a page that goes to the device. */
  readonly io: number;
  /** Of {@link CPU_UNIT_NS} of CPU time. */
  readonly cpu: number;
}

/** Time that a page costs one unit for: about the latency of reading it from a fast device, which a load from zswap avoids. */
export const CPU_UNIT_NS = 100_000;

/** A page of RAM, a page to the device and the time of reading a page from it cost the same. */
export const STANDARD_WEIGHTS: Weights = { ram: 1, io: 1, cpu: 1 };

const NAMES = ['ram', 'io', 'cpu'] as const;

/** Parses `ram=1,io=1,cpu=1`; a name that is left out keeps its standard weight. */
export function parseWeights(text: string): Weights {
  const weights = { ...STANDARD_WEIGHTS };
  for (const part of text.split(',')) {
    const [, name, value] = /^(ram|io|cpu)=(\d+(?:\.\d+)?)$/.exec(part) ?? [];
    if (name === undefined) throw new InvalidValue(FORM);
    weights[name as keyof Weights] = Number(value);
  }
  if (NAMES.every((name) => weights[name] === 0)) throw new InvalidValue(FORM);
  return weights;
}

const FORM = 'ram=N,io=N,cpu=N with numbers of 0 or more, not all 0';

export function weightsText(weights: Weights): string {
  return NAMES.map((name) => `${name}=${weights[name]}`).join(',');
}

/** Returns the weights themselves and, named, those with each of them halved and doubled. */
export function neighbouringWeights(weights: Weights): [name: string, weights: Weights][] {
  const varied = NAMES.filter((name) => weights[name] > 0).flatMap((name) =>
    [0.5, 2].map((factor): [string, Weights] => [
      `${name} x${factor}`,
      { ...weights, [name]: weights[name] * factor },
    ]),
  );
  return [['as given', weights], ...varied];
}
