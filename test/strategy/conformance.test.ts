import { subjects } from '../support/subjects.js';
import { allOrNothing } from './conformance/all-or-nothing.js';
import { anyFailure } from './conformance/any-failure.js';
import { drift } from './conformance/drift.js';
import { failure } from './conformance/failure.js';
import { largeFolio } from './conformance/large-folio.js';
import { memcg } from './conformance/memcg.js';
import { refusal } from './conformance/refusal.js';

// Requirements on every strategy. A new line in the registry is checked without further code.
for (const subject of await subjects()) {
  allOrNothing(subject);
  refusal(subject);
  memcg(subject);
  failure(subject);
  anyFailure(subject);
  largeFolio(subject);
  drift(subject);
}
