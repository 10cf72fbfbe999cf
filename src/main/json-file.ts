import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { errorCode } from './error-code.ts';

/** What a file of our own held: a value, nothing yet, or something that is no such value. */
export type Loaded<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly keptAs: string | null; readonly reason: string };

/** Reads and checks a JSON file. A broken one is set aside as `FILE.broken-<time>`, never lost. */
export function loadJson<S extends z.ZodType>(file: string, schema: S): Loaded<z.infer<S>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { kind: 'none' };
    return { kind: 'broken', keptAs: null, reason: reasonOf(error) };
  }
  try {
    return { kind: 'value', value: schema.parse(JSON.parse(text)) };
  } catch (error) {
    return { kind: 'broken', keptAs: setAside(file), reason: reasonOf(error) };
  }
}

/** Writes the whole file or leaves the old one. Throws what the file system says. */
export function saveJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileAtomic.sync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}

function setAside(file: string): string | null {
  const keptAs = `${file}.broken-${new Date().toISOString().replaceAll(':', '-')}`;
  try {
    renameSync(file, keptAs);
    return keptAs;
  } catch {
    return null;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');
