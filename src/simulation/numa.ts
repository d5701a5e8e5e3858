import type { Folio } from '../model/folio/folio.js';
import type { NumaPolicy } from '../result/option-values.js';

/** Nodes of the machine, and the policy that places folios on them. */
export interface Numa {
  readonly nodes: number;
  /** `local`: the node of the CPU whose task stores the folio, CPU mod nodes; `interleave`: folio number mod nodes. */
  readonly policy: NumaPolicy;
}

export const ONE_NODE: Numa = { nodes: 1, policy: 'local' };

/** Returns a folio on the node where a task on this CPU finds it. */
export function placed(folio: Folio, { nodes, policy }: Numa, cpu: number): Folio {
  if (nodes === 1) return folio;
  return { ...folio, node: (policy === 'local' ? cpu : folio.number) % nodes };
}
