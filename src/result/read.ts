import { RESULT_SCHEMA, type ResultDocument } from './document.js';
import { readDocument } from './read-document.js';
import { documentRefusal, type Refuse, readJson } from './read-json.js';
import { Mismatch } from './read-shapes.js';
import { absentParameters, absentSettings } from './settings.js';

/**
 * Reads a result: schema, types and ranges of every field, never sums between fields. Throws a `Failure` (exit code 2)
 * that names the field.
 */
export async function readResult(path: string): Promise<ResultDocument> {
  return checkResult(await readJson(path), path);
}

/** Takes parsed JSON for a result, or throws a `Failure` about `path`. */
export function checkResult(document: unknown, path: string): ResultDocument {
  const refuse = documentRefusal(path);
  refuseOtherSchema(document, refuse);
  try {
    const result = readDocument(document, '');
    refuseTwins(result, refuse);
    return completed(result);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw refuse(`${error.expected} at ${error.path}`, error.found, { cause: error });
  }
}

/** Adds values for the options that the result is older than. */
function completed(result: ResultDocument): ResultDocument {
  const config = { ...result.config, ...absentSettings(result.config) };
  const cells = result.cells.map((cell) => {
    const absent = absentParameters(cell.parameters);
    const isWhole = Object.keys(absent).length === 0;
    return isWhole ? cell : { ...cell, parameters: { ...cell.parameters, ...absent } };
  });
  return { ...result, config, cells };
}

/** The first field of a result that {@link checkResult} would refuse, as a clause; null if there is none. */
export function unreadableField(result: ResultDocument): string | null {
  try {
    readDocument(result, '');
    return null;
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return `expected ${error.expected} at ${error.path}; found ${error.found}`;
  }
}

/** Before its fields, which another version may have others of. */
function refuseOtherSchema(document: unknown, refuse: Refuse): void {
  const { schema } = (document ?? {}) as { schema?: unknown };
  if (schema === RESULT_SCHEMA) return;
  const { found } = new Mismatch('schema', '', schema);
  const expected = `schema '${RESULT_SCHEMA}', which this version reads`;
  const newer = versionOf(schema) > versionOf(RESULT_SCHEMA);
  throw refuse(expected, found, newer ? { remedy: 'update zswap-bench, or write it anew' } : {});
}

/** NaN for anything but a result. */
function versionOf(schema: unknown): number {
  return Number(/^zswap-bench\.result\/(\d+)$/.exec(String(schema))?.[1]);
}

function refuseTwins({ cells, corpora }: ResultDocument, refuse: Refuse): void {
  const lists = {
    'cells of different keys': cells.map(({ key }) => key),
    'corpora of different names': corpora.map(({ name }) => name),
  };
  for (const [expected, names] of Object.entries(lists)) {
    const seen = new Set<string>();
    for (const name of names) {
      if (seen.has(name)) throw refuse(expected, `two of '${name}'`);
      seen.add(name);
    }
  }
}
