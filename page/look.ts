/** Colours of the current theme as in style.css, font, and width class. */
export interface Look {
  readonly surface: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly limit: string;
  readonly accept: string;
  readonly series: readonly string[];
  /** Colour scale from 0 to the maximum. */
  readonly scale: readonly string[];
  readonly fontFamily: string;
  /** True at the width of a phone. */
  readonly narrow: boolean;
}

const NARROW_PX = 560;

/** Returns the current look of the page. */
export function currentLook(): Look {
  // A custom property is not resolved to a colour, but the colour of an element that uses it is.
  const probe = document.body.appendChild(document.createElement('i'));
  const value = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const numbered = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => value(`${name}-${i}`));
  const look: Look = {
    surface: value('surface'),
    ink: value('ink'),
    muted: value('muted'),
    line: value('line'),
    limit: value('limit'),
    accept: value('accept'),
    series: numbered('series', 7),
    scale: numbered('scale', 5),
    fontFamily: getComputedStyle(probe).fontFamily,
    narrow: document.documentElement.clientWidth < NARROW_PX,
  };
  probe.remove();
  return look;
}

/** Colour of a line, and dashes where the colours repeat. */
export interface Stroke {
  readonly color: string;
  readonly dash: readonly number[];
}

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

/** Returns the stroke of the n-th strategy, the same in every figure. */
export function strokeOf(look: Look, n: number): Stroke {
  const { series } = look;
  return {
    color: series[n % series.length] ?? look.ink,
    dash: DASHES[Math.floor(n / series.length) % DASHES.length] ?? [],
  };
}
