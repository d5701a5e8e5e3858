import { BruteZsmalloc } from './brute-zsmalloc.js';

export interface NaiveOffer {
  /** Compressed lengths of one pass. */
  readonly lengths: readonly number[];
  readonly folioPages: number;
  readonly offerPages: number;
  readonly limitPages: number;
  readonly tasks: number;
  readonly memcgs: number;
  readonly memcgMaxPages?: number;
  readonly parentMaxPages?: number;
  /** Whether the kernel stores incompressible pages. */
  readonly keeps: boolean;
  readonly zeroPages: readonly number[];
}

/** Pages stored if each folio that fits is stored. The pool is rebuilt for each folio from all folios stored before. */
export function storedNaively(offer: NaiveOffer): number {
  const { lengths, folioPages, offerPages } = offer;
  const taken: { memcg: number; lengths: readonly number[] }[] = [];
  let arrival = 0;
  for (let page = 0; page < offerPages; ) {
    const pages = offerPages - page >= folioPages ? folioPages : 1;
    const positions = Array.from({ length: pages }, (_, i) => (page + i) % lengths.length);
    const memcg = (arrival % offer.tasks) % offer.memcgs;
    const folio = { memcg, lengths: positions.map((at) => Math.min(4096, lengths[at])) };
    page += pages;
    arrival++;
    if (positions.every((at) => offer.zeroPages.includes(at))) continue;
    if (!offer.keeps && positions.some((at) => lengths[at] > 4096)) continue;
    if (fits([...taken, folio], memcg, offer)) taken.push(folio);
  }
  return taken.flatMap((folio) => folio.lengths).length;
}

function fits(
  folios: readonly { memcg: number; lengths: readonly number[] }[],
  memcg: number,
  offer: NaiveOffer,
): boolean {
  const pool = new BruteZsmalloc();
  for (const length of folios.flatMap((folio) => folio.lengths)) pool.malloc(length);
  const bytes = (some: typeof folios) =>
    some.flatMap((folio) => folio.lengths).reduce((sum, length) => sum + length, 0);
  const own = folios.filter((folio) => folio.memcg === memcg);
  return (
    pool.pages <= offer.limitPages &&
    bytes(own) <= (offer.memcgMaxPages ?? Number.POSITIVE_INFINITY) * 4096 &&
    bytes(folios) <= (offer.parentMaxPages ?? Number.POSITIVE_INFINITY) * 4096
  );
}
