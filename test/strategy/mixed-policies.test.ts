import { test } from 'node:test';
import fc from 'fast-check';
import { withPolicies } from '../../src/strategy/resolve.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import { type Subject, subjects } from '../support/subjects.js';
import { race, raceSetup } from './conformance/interleavings.js';

const registered = new Map((await subjects()).map((subject) => [subject.name, subject]));
const strategy = fc.constantFrom(...STRATEGIES.keys());
const policy = fc.option(strategy, { nil: undefined });

test('any strategy with any policies for its limits leaves what its outcomes say', () => {
  fc.assert(
    fc.property(strategy, policy, policy, raceSetup, (name, global, memcg, run) => {
      const base = registered.get(name) as Subject;
      race({ ...base, ...withPolicies(base, global, memcg) }, run);
    }),
    { numRuns: 500 },
  );
});
