import { PAGE_SIZE } from '../../../common/page.js';
import { namedValues } from './named-values.js';
import { exactly, NOT_TOLD, type StatisticsFormat } from './statistics-format.js';

/**
 * memory.stat of a cgroup: `zswap` bytes of compressed pages, `zswapped` bytes of the pages themselves, in newer
 * kernels `zswap_incomp` bytes of incompressible ones. Source: Documentation/admin-guide/cgroup-v2.rst, v7.3.
 */
export const MEMORY_STAT: StatisticsFormat = {
  name: 'memory.stat of a cgroup',
  matches: (text) => {
    const values = namedValues(text);
    return values?.has('zswap') === true && values.has('zswapped');
  },
  parse: (text, complain) => {
    const values = namedValues(text) as ReadonlyMap<string, number>;
    const [bytes, pageBytes] = [values.get('zswap') as number, values.get('zswapped') as number];
    const incompressible = values.get('zswap_incomp');
    const pages = pageBytes / PAGE_SIZE;
    if (!Number.isInteger(pages) || bytes > pageBytes || (incompressible ?? 0) > pageBytes) {
      throw complain('zswap of at most zswapped, in pages of 4096 bytes', 'other values');
    }
    return [
      {
        ...NOT_TOLD,
        ...{ source: 'memory.stat', pages },
        meanLengthBytes: pages === 0 ? null : exactly(bytes / pages),
        incompressiblePages:
          incompressible === undefined ? null : exactly(incompressible / PAGE_SIZE),
        counters: Object.fromEntries([...values].filter(([name]) => name.startsWith('zsw'))),
      },
    ];
  },
};
