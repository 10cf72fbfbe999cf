import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Named {
  readonly name: string;
  run(...given: never[]): unknown;
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what `run` takes cannot be looked at: the caller says
const isNamed = <T extends Named>(module: unknown): module is T =>
  typeof module === 'object' &&
  module !== null &&
  'name' in module &&
  typeof module.name === 'string' &&
  'run' in module &&
  typeof module.run === 'function';

/**
 * Imports every file of a folder whose name ends in `ending`, in the order of their names. Each
 * has to export a `name` and a function `run`.
 */
export async function namedModules<T extends Named>(
  folder: string,
  ending: string,
): Promise<readonly T[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(ending));
  return Promise.all(
    files.toSorted().map(async (file) => {
      const module: unknown = await import(pathToFileURL(join(folder, file)).href);
      if (!isNamed<T>(module)) throw new Error(`${file} exports no name and run()`);
      return module;
    }),
  );
}
