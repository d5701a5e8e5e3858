import { Failure } from '../common/errors.js';
import { nearest } from '../common/known-names.js';
import { REJECT_CAUSES } from '../result/reject-causes.js';
import type { LimitPolicy, PolicyFactory } from './limit-policy.js';
import { moduleFailure, thrownText } from './module-failure.js';

const DECISIONS = ['admit', 'charge', 'settle'] as const;
const MEMBERS: readonly string[] = [...DECISIONS, 'undo', 'rechecks'];
const CAUSES: ReadonlySet<unknown> = new Set([...REJECT_CAUSES, null]);

/**
 * Wraps a module's policy and checks its results. An exception, or a result that is not a reject cause, becomes one line that
 * names the module and the method. A method that returns nothing accepts.
 */
export function guardedPolicy(
  module: string,
  limitName: 'global' | 'memcg',
  factory: PolicyFactory,
): PolicyFactory {
  const call = <T>(method: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw moduleFailure(module, `${method} not to throw`, thrownText(error), error);
    }
  };
  return (zswap, limit) => {
    const policy = call(`${limitName}()`, () => factory(zswap, limit));
    refuseUnknownMembers(module, limitName, policy);
    const guarded: { -readonly [K in keyof LimitPolicy]?: LimitPolicy[K] } = {};
    for (const name of DECISIONS) {
      const decide = policy[name];
      if (decide === undefined) continue;
      const method = `${limitName}.${name}()`;
      guarded[name] = (folio, amount) => {
        const cause = call(method, () => decide.call(policy, folio, amount)) ?? null;
        if (CAUSES.has(cause)) return cause;
        const expected = `${method} to return null or one of ${REJECT_CAUSES.join(', ')}`;
        throw moduleFailure(module, expected, `'${cause}'`);
      };
    }
    const { undo, rechecks } = policy;
    if (undo !== undefined) {
      guarded.undo = (folio) => call(`${limitName}.undo()`, () => undo.call(policy, folio));
    }
    if (rechecks !== undefined) guarded.rechecks = rechecks;
    return guarded;
  };
}

function refuseUnknownMembers(module: string, limitName: string, policy: unknown): void {
  if (typeof policy !== 'object' || policy === null) {
    throw moduleFailure(module, `${limitName}() to return a policy`, `'${policy}'`);
  }
  for (const [name, value] of Object.entries(policy)) {
    const type = name === 'rechecks' ? 'boolean' : 'function';
    if (!MEMBERS.includes(name)) {
      const near = nearest(name, MEMBERS);
      const hint = near === undefined ? '' : `, perhaps for ${near}`;
      const expected = `${limitName}() to return a policy of ${MEMBERS.join(', ')}`;
      throw moduleFailure(module, expected, `${name}${hint}`);
    }
    if (value !== undefined && typeof value !== type) {
      throw moduleFailure(module, `${limitName}.${name} to be a ${type}`, `'${value}'`);
    }
  }
}
