import { STRATEGIES } from '../../src/strategy/registry.js';
import { allOrNothing } from './conformance/all-or-nothing.js';
import { drift } from './conformance/drift.js';
import { failure } from './conformance/failure.js';
import { interleavings } from './conformance/interleavings.js';
import { refusal } from './conformance/refusal.js';

// What every strategy owes, whatever its path and policies. A new line in the registry is checked without more ado.
for (const [name, strategy] of STRATEGIES) {
  allOrNothing(name, strategy);
  refusal(name, strategy);
  failure(name, strategy);
  drift(name, strategy);
  interleavings(name, strategy);
}
