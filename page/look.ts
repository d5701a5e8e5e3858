/** The colours of a theme, as style.css has them, and how much room there is. */
export interface Look {
  readonly surface: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly limit: string;
  readonly accept: string;
  readonly series: readonly string[];
  /** From none to most. */
  readonly scale: readonly string[];
  readonly fontFamily: string;
  /** As wide as a phone. */
  readonly narrow: boolean;
}

const NARROW_PX = 560;

/** The look of the page as it stands. */
export function currentLook(): Look {
  // A variable's own value is not computed any further; the colour of something that has it is.
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

/** How a line is told from others: by colour, and once colours run out by its dashes. */
export interface Stroke {
  readonly color: string;
  readonly dash: readonly number[];
}

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

/** The stroke of the n-th strategy, the same in every figure. */
export function strokeOf(look: Look, n: number): Stroke {
  const { series } = look;
  return {
    color: series[n % series.length] ?? look.ink,
    dash: DASHES[Math.floor(n / series.length) % DASHES.length] ?? [],
  };
}
