import type { Mutant } from './mutant.js';

/** Bugs in the pool: what it takes in whole pages. */
export const ZSMALLOC_MUTANTS: readonly Mutant[] = [
  {
    name: 'pages of a zspage that is gone still count',
    file: 'model/zsmalloc/zs-pool.js',
    find: 'this.#pages.add(PAGES, -pagesPerZspage);',
    replace: '',
    strategies: ['batch'],
  },
  {
    name: 'a zspage goes with its last object but one',
    file: 'model/zsmalloc/zs-pool.js',
    find: 'if (inuse === 0)',
    replace: 'if (inuse <= 1)',
    strategies: ['batch'],
  },
  {
    name: 'an empty zspage is kept',
    file: 'model/zsmalloc/zs-pool.js',
    find: 'if (inuse === 0)',
    replace: 'if (inuse < 0)',
    strategies: ['batch'],
  },
  {
    name: 'the emptiest zspage is filled first',
    file: 'model/zsmalloc/fullness.js',
    find: '(31 - Math.clz32(groups))]',
    replace: '(31 - Math.clz32(groups & -groups))]',
    strategies: ['batch'],
  },
  {
    name: 'a zspage is full one object too early',
    file: 'model/zsmalloc/fullness.js',
    find: 'inuse === objsPerZspage',
    replace: 'inuse >= objsPerZspage - 1',
    strategies: ['batch'],
  },
  {
    name: 'one handle in a request is not counted',
    file: 'model/zsmalloc/size-classes.js',
    find: 'const HANDLE_SIZE = 8;',
    replace: 'const HANDLE_SIZE = 0;',
    strategies: ['batch'],
  },
  {
    name: 'chains are limited to four pages',
    file: 'model/zsmalloc/size-classes.js',
    find: 'DEFAULT_CHAIN_SIZE = 8;',
    replace: 'DEFAULT_CHAIN_SIZE = 4;',
    strategies: ['batch'],
  },
  {
    name: 'an object is thought to need no new zspage',
    file: 'model/zsmalloc/zs-pool.js',
    find: 'this.#freeObjects[classIndex] > 0 ? 0 :',
    replace: 'this.#freeObjects[classIndex] >= 0 ? 0 :',
    strategies: ['reserve'],
  },
  {
    name: 'the last zspage that a folio needs is not seen coming',
    file: 'model/zsmalloc/zs-pool.js',
    find: '(missing - 1) % OBJS_PER_ZSPAGE[classIndex] === 0',
    replace: 'missing % OBJS_PER_ZSPAGE[classIndex] === 0',
    strategies: ['oracle'],
  },
];
