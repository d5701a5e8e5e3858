import { usageFailure } from '../../common/errors.js';
import { Mismatch } from '../../result/read-shapes.js';
import { readCase } from '../../verify/read-case.js';
import type { CheckPlan } from './check-strategies.js';

/** Parses a case as a finding prints it. */
export function parseReplay(text: string): CheckPlan['replay'] {
  try {
    const { plan, schedule } = readCase(JSON.parse(text), '');
    if (schedule !== 'alternating') return { plan, schedule };
  } catch (error) {
    if (!(error instanceof Mismatch || error instanceof SyntaxError)) throw error;
  }
  throw usageFailure({
    subject: '--replay',
    expected: 'a case as check prints it',
    found: text.length > 40 ? `${text.slice(0, 40)}...` : text,
    remedy: 'copy the whole line, quotes included',
  });
}
