import { join } from 'node:path';
import type { SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { ROOT } from '../../support/program.js';

/** Parses source files, by their path below src/. */
export function parsedSources(files: readonly string[]): ReadonlyMap<string, SourceFile> {
  const api = new API({ cwd: ROOT });
  try {
    const project = api.updateSnapshot({ openProjects: [join(ROOT, 'tsconfig.json')] });
    const program = project.getProjects()[0]?.program;
    return new Map(
      files.map((file) => {
        const parsed = program?.getSourceFile(join(ROOT, 'src', file));
        if (parsed === undefined) throw new Error(`${file} cannot be parsed`);
        return [file, parsed];
      }),
    );
  } finally {
    api.close();
  }
}
