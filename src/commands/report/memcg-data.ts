import type { Exact, MemcgFacts } from '../../result/document.js';
import { type PackedTimeline, packTimeline } from './timeline-data.js';

/** Memcg with a limit in the page: the one with the highest peak of several, or their parent. */
export interface PageMemcg {
  readonly limitPages: number;
  readonly peakPages: number | null;
  readonly overshootPages: number | null;
  /** Usage in pages. */
  readonly timeline: PackedTimeline;
}

export interface PageMemcgs {
  readonly memcg: PageMemcg | null;
  readonly parent: PageMemcg | null;
}

/** Returns usage over time of memcgs with a limit; null without it. */
export function pageMemcgs(exact: Exact, maxPoints: number): PageMemcgs | null {
  const {
    memcg: [parent, ...memcgs],
    memcgTimeline,
  } = exact;
  if (memcgTimeline === undefined) return null;
  const ofUsage = (facts: MemcgFacts | undefined, usage: readonly number[] | undefined) => {
    if (facts === undefined || facts.limitPages === null || usage === undefined) return null;
    return {
      limitPages: facts.limitPages,
      peakPages: facts.peakPages ?? null,
      overshootPages: facts.overshootPages ?? null,
      timeline: packTimeline(pointsOf(exact, usage), maxPoints),
    };
  };
  const [largest] = memcgs.toSorted((one, other) => (other.peakPages ?? 0) - (one.peakPages ?? 0));
  return {
    memcg: ofUsage(largest, memcgTimeline.largestPages),
    parent: ofUsage(parent, memcgTimeline.parentPages),
  };
}

function pointsOf({ timeline = [] }: Exact, usage: readonly number[]) {
  return timeline.slice(0, usage.length).map(([ns], i) => [ns, usage[i], 0] as const);
}
