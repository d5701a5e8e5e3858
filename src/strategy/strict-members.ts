import { nearest } from '../common/known-names.js';
import { moduleFailure } from './module-failure.js';
import type { Strategy } from './strategy.js';

// Members that an object may lack.
const OPTIONAL: ReadonlySet<string> = new Set(['node']);

/**
 * Returns a module's strategy with arguments that refuse members they do not have: without this, a misspelt member is
 * `undefined`, a comparison with it is false, and a policy accepts every folio. Built-in strategies are returned as they are, since
 * the compiler checks them.
 *
 * Each access costs some hundred ns, so timed runs do without.
 */
export function withStrictMembers(strategy: Strategy): Strategy {
  const { module, path, global, memcg } = strategy;
  if (module === undefined) return strategy;
  const members = new StrictMembers(module);
  const strict = <T extends object>(name: string, target: T): T => members.of(name, target);
  const factory = (create: Strategy['global']): Strategy['global'] => {
    return (zswap, limit) => {
      const policy = create(strict('zswap', zswap), strict('limit', limit));
      const { admit, charge, settle, undo } = policy;
      return {
        ...policy,
        ...(admit && { admit: (folio, pages) => admit(strict('folio', folio), pages) }),
        ...(charge && { charge: (folio, length) => charge(strict('folio', folio), length) }),
        ...(settle && { settle: (folio, bytes) => settle(strict('folio', folio), bytes) }),
        ...(undo && { undo: (folio) => undo(strict('folio', folio)) }),
      };
    };
  };
  return {
    ...strategy,
    *path(store) {
      return members.bare(yield* path(strict('store', store)));
    },
    global: factory(global),
    memcg: factory(memcg),
  };
}

/** Proxies of objects, and of the objects that their members hold, for one module. */
class StrictMembers {
  readonly #module: string;
  readonly #proxies = new WeakMap<object, object>();
  readonly #targets = new WeakMap<object, object>();

  constructor(module: string) {
    this.#module = module;
  }

  of<T extends object>(name: string, target: T): T {
    const known = this.#proxies.get(target);
    if (known !== undefined) return known as T;
    const proxy = new Proxy(target, {
      get: (_, member) => this.#member(name, target, member),
    });
    this.#proxies.set(target, proxy);
    this.#targets.set(proxy, target);
    return proxy;
  }

  /** Returns the object of a proxy, and any other value as it is. */
  bare<T>(value: T): T {
    return (this.#targets.get(value as object) as T | undefined) ?? value;
  }

  #member(name: string, target: object, member: string | symbol): unknown {
    if (typeof member === 'string' && !(member in target) && !OPTIONAL.has(member)) {
      throw this.#unknown(name, target, member);
    }
    const value: unknown = Reflect.get(target, member, target);
    if (typeof value === 'function') {
      return (...args: unknown[]) =>
        value.apply(
          target,
          args.map((arg) => this.bare(arg)),
        );
    }
    const isObject = typeof value === 'object' && value !== null;
    if (!isObject || Array.isArray(value) || ArrayBuffer.isView(value)) return value;
    return this.of(`${name}.${String(member)}`, value);
  }

  #unknown(name: string, target: object, member: string): Error {
    const near = nearest(member, membersOf(target));
    const hint = near === undefined ? '' : `, perhaps for ${near}`;
    return moduleFailure(this.#module, `a member of ${name}`, `'${member}'${hint}`);
  }
}

function membersOf(target: object): string[] {
  const prototype: object | null = Object.getPrototypeOf(target);
  const own = Object.getOwnPropertyNames(target);
  return prototype === null || prototype === Object.prototype
    ? own
    : [...own, ...membersOf(prototype)];
}
