import { guestProgram } from '../guest-program.js';
import { isRunning, journalPath, readJournal, removeUnfinished } from './journal.js';
import { refusal } from './machine-checks.js';
import { notPutBack, putBack } from './put-back.js';

/** Puts the machine back as the journal of a run that did not end by itself has it; returns what it did, as lines. */
export async function restoreMachine(): Promise<readonly string[]> {
  const path = journalPath();
  removeUnfinished(path);
  const journal = readJournal(path);
  if (journal === null) return [`nothing to put back: there is no ${path}`];
  if (process.getuid?.() !== 0) {
    throw refusal('root', `user ${process.getuid?.()}`, 'run it with sudo');
  }
  if (isRunning(journal)) {
    throw refusal(
      'no run that goes on',
      `kernel run --live as process ${journal.pid}`,
      'let it end, or end it with SIGINT',
    );
  }
  const { done, failed } = putBack(path, journal, await guestProgram());
  if (failed.length > 0) throw notPutBack(failed);
  return [...done, 'everything is as it was'];
}
