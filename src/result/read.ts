import { RESULT_SCHEMA, type ResultDocument } from './document.js';
import { readDocument } from './read-document.js';
import { type FailureMaker, fileFailures, readJson } from './read-json.js';
import { Mismatch } from './read-shapes.js';
import { absentParameters, absentSettings } from './settings.js';

/**
 * Reads a result and checks its schema, types and ranges of every field, but no sums between fields. Throws a `Failure`
 * (exit code 2) that names the field.
 */
export async function readResult(path: string): Promise<ResultDocument> {
  return checkResult(await readJson(path), path);
}

/** Checks parsed JSON as a result, or throws a `Failure` about `path`. */
export function checkResult(document: unknown, path: string): ResultDocument {
  const fail = fileFailures(path);
  checkSchema(document, fail);
  try {
    const result = readDocument(document, '');
    checkDuplicates(result, fail);
    return completed(result);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw fail(`${error.expected} at ${error.path}`, error.found, { cause: error });
  }
}

/** Adds values of options that the result is too old to have. */
function completed(result: ResultDocument): ResultDocument {
  const config = { ...result.config, ...absentSettings(result.config) };
  const cells = result.cells.map((cell) => {
    const absent = absentParameters(cell.parameters);
    const isWhole = Object.keys(absent).length === 0;
    return isWhole ? cell : { ...cell, parameters: { ...cell.parameters, ...absent } };
  });
  return { ...result, config, cells };
}

/** Returns the first field that {@link checkResult} would reject, as a clause; null if there is none. */
export function unreadableField(result: ResultDocument): string | null {
  try {
    readDocument(result, '');
    return null;
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return `expected ${error.expected} at ${error.path}; found ${error.found}`;
  }
}

/** Checks the schema before the fields, which differ in another version. */
function checkSchema(document: unknown, fail: FailureMaker): void {
  const { schema } = (document ?? {}) as { schema?: unknown };
  if (schema === RESULT_SCHEMA) return;
  const { found } = new Mismatch('schema', '', schema);
  const expected = `schema '${RESULT_SCHEMA}'`;
  const newer = versionOf(schema) > versionOf(RESULT_SCHEMA);
  throw fail(expected, found, newer ? { remedy: 'update zswap-bench, or write it again' } : {});
}

/** Version of a result's schema; NaN for another document. */
function versionOf(schema: unknown): number {
  return Number(/^zswap-bench\.result\/(\d+)$/.exec(String(schema))?.[1]);
}

function checkDuplicates({ cells, corpora }: ResultDocument, fail: FailureMaker): void {
  const lists = {
    'cells with distinct keys': cells.map(({ key }) => key),
    'corpora with distinct names': corpora.map(({ name }) => name),
  };
  for (const [expected, names] of Object.entries(lists)) {
    const seen = new Set<string>();
    for (const name of names) {
      if (seen.has(name)) throw fail(expected, `'${name}' twice`);
      seen.add(name);
    }
  }
}
