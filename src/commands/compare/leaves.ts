/** A scalar of a document. */
export type Leaf = string | number | boolean | null;

/** A field that differs; undefined on the side that lacks it. */
export interface Difference {
  /** `pool.endPages`, `timeline[3][1]`. */
  readonly field: string;
  readonly old: Leaf | undefined;
  readonly new: Leaf | undefined;
}

/** Number of equal fields, and all differences. */
export interface LeafComparison {
  readonly equal: number;
  readonly differences: readonly Difference[];
}

/** Compares two parts of documents field by field. */
export function compareLeaves(old: unknown, now: unknown): LeafComparison {
  const [before, after] = [leavesOf(old), leavesOf(now)];
  const differences: Difference[] = [];
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(field), after.get(field)];
    if (was !== is) differences.push({ field, old: was, new: is });
  }
  return {
    equal: before.size - differences.filter((each) => each.old !== undefined).length,
    differences,
  };
}

function leavesOf(value: unknown): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const visit = (part: unknown, field: string) => {
    if (typeof part !== 'object' || part === null) {
      leaves.set(field, part as Leaf);
      return;
    }
    for (const [key, below] of Object.entries(part)) {
      visit(
        below,
        Array.isArray(part) ? `${field}[${key}]` : field === '' ? key : `${field}.${key}`,
      );
    }
  };
  visit(value, '');
  return leaves;
}
