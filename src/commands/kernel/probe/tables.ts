import { folioSizeName } from '../../../model/folio/folio.js';
import { NO_FIGURE } from '../../../output/numbers.js';
import type { Report } from '../../../output/report.js';
import type { ProbeReport } from './document.js';

/** `kernel probe`: the kernel's features, then what is missing for which option. */
export function probeReport(report: ProbeReport): Report {
  return {
    document: report,
    records: report.missing,
    tables: [
      {
        title: `Kernel ${report.release}`,
        columns: [
          ['feature', 'text'],
          ['found', 'text'],
        ],
        rows: featureRows(report),
      },
      {
        title: 'Missing',
        columns: [
          ['feature', 'text'],
          ['needed for', 'text'],
        ],
        rows: report.missing.map(({ feature, neededFor }) => [feature, neededFor]),
        ...(report.missing.length === 0 ? { footer: 'nothing' } : {}),
      },
    ],
  };
}

function featureRows(report: ProbeReport): string[][] {
  const { config } = report;
  return [
    ['architecture', report.arch],
    ['zswap', truth(report.zswap)],
    ['counters in debugfs', truth(report.debugfs)],
    ['compressors', report.compressors.join(', ') || NO_FIGURE],
    ['large folios', report.folioPages.map(folioSizeName).join(', ') || NO_FIGURE],
    ['cgroup', report.cgroup],
    ['memory.zswap.max', truth(report.memcgMax)],
    ['memory.zswap.writeback', truth(report.memcgWriteback)],
    ['NUMA nodes', String(report.nodes)],
    ['fail-nth', truth(report.failNth)],
    ...(config === null ? [['config', 'none came with it']] : Object.entries(config)),
  ];
}

function truth(value: boolean | null): string {
  if (value === null) return 'not known';
  return value ? 'yes' : 'no';
}
