import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

/** Every module that runs when `entry` does, with who asks for it; packages by their name. */
function modulesOf(entry: string): Map<string, string> {
  const found = new Map([[entry, '']]);
  for (const file of found.keys()) {
    if (!file.endsWith('.ts')) continue;
    const code = stripTypeScriptTypes(readFileSync(file, 'utf8'));
    for (const [, name = ''] of code.matchAll(/^(?:import|export)\b[^'"]*?['"]([^'"]+)['"]/gm)) {
      const target = name.startsWith('.') ? join(dirname(file), name) : name;
      if (!found.has(target)) found.set(target, file);
    }
  }
  return found;
}

it('the main process loads no SQLite, whatever of core it uses', () => {
  const modules = modulesOf(resolve('src/main/index.ts'));
  expect(modules.has(resolve('src/core/maintenance/service.ts'))).toBe(true);
  expect(modules.get('better-sqlite3')).toBeUndefined();
});

it('finds SQLite where it is', () => {
  expect(modulesOf(resolve('src/main/monitor-worker.ts')).has('better-sqlite3')).toBe(true);
});
