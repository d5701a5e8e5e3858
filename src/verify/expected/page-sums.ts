/** Sums over visible pages. */
export interface PageSums {
  pages: number;
  bytes: number;
  incompressible: number;
}

/** Expected pages of one memcg, or of all. */
export interface ExpectedMemcg {
  /** Pages that every counter must include. */
  readonly settled: PageSums;
  /** Pages of stores in flight, which a counter may include or not. */
  readonly inFlight: PageSums;
}

/** A visible page. */
export interface LivePage {
  readonly length: number;
  /** Whether it is an incompressible page kept as it is. */
  readonly kept: boolean;
  readonly memcg: number;
  /** Its store, while that is in flight. */
  store: number | null;
}

/** Adds a page of `length` bytes, or subtracts it. */
export function addTo(
  { settled, inFlight }: ExpectedMemcg,
  { kept, store }: LivePage,
  sign: 1 | -1,
  length: number,
): void {
  const sums = store === null ? settled : inFlight;
  sums.pages += sign;
  sums.bytes += sign * length;
  if (kept) sums.incompressible += sign;
}

/** Returns sums of no page. */
export function emptyMemcg(): ExpectedMemcg {
  const none = { pages: 0, bytes: 0, incompressible: 0 };
  return { settled: { ...none }, inFlight: { ...none } };
}
