import { subjects } from '../support/subjects.js';
import { interleavings } from './conformance/interleavings.js';

// The same for what every strategy owes to others: stores, loads, frees and writeback that race, on virtual CPUs.
for (const subject of await subjects()) interleavings(subject, 100);
