import { readFileSync } from 'node:fs';
import { z } from 'zod';
import builtInFile from '../../../resources/catalogue/architect.json' with { type: 'json' };
import { keyOf } from './advise-candidates.ts';
import type { IndexDefinition } from './definition.ts';
import { createIndexSql } from './definition.ts';

/**
 * The catalogue: which indexes are worth having, as data. An entry is built of names, orders and
 * plain conditions, never of SQL text, so it cannot be anything but one CREATE INDEX.
 */

const LARGEST_FILE = 1_048_576;

// Control characters, and marks that turn the direction of text, have no place in a name that
// people are asked to say yes to.
const VISIBLE =
  // oxlint-disable-next-line no-control-regex -- these are what is refused
  /^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+$/;
const name = z.string().min(1).max(128).regex(VISIBLE, 'has characters that cannot be seen');
const indexName = name.refine((text) => !/^sqlite_/i.test(text), {
  message: 'names that start with sqlite_ belong to SQLite',
});
const value = z.union([
  z
    .string()
    .max(1000)
    .regex(/^[^\0]*$/),
  z.number(),
]);

const column = z.strictObject({
  name,
  order: z.enum(['asc', 'desc']).optional(),
  collate: z.enum(['BINARY', 'NOCASE', 'RTRIM']).optional(),
});

const condition = z.union([
  z.strictObject({ column: name, is: z.enum(['null', 'not null']) }),
  z.strictObject({ column: name, op: z.enum(['=', '<>', '<', '<=', '>', '>=']), value }),
  z.strictObject({ column: name, in: z.array(value).min(1).max(100) }),
]);

const definition = z.strictObject({
  columns: z.array(column).min(1).max(32),
  /** All of them must hold (AND). */
  where: z.array(condition).min(1).max(10).optional(),
});

const database = z.enum(['assigner', 'architect']);

const entry = z.strictObject({
  database,
  table: name,
  name: indexName,
  group: z.enum(['reference', 'optional', 'user']),
  /** What it is for, one sentence. */
  purpose: z.string().max(500),
  /** What Lookout creates. */
  recommended: definition,
  /** Where the reference document's definition is another one. */
  reference: definition.optional(),
  /** The measurement behind the recommendation. */
  measured: z.string().max(500).optional(),
  /** Ids of the queries that it is for. */
  queries: z.array(z.string().max(64)).max(20),
});

const query = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/),
  database,
  title: z.string().max(200),
  /** One SELECT; run read-only. */
  sql: z.string().max(10_000),
  /** The line of the before-and-after table that it counts towards. */
  figure: z.enum(['queue', 'sessions', 'stats']).optional(),
  budgetMs: z.number().positive().optional(),
});

const catalogueSchema = z
  .strictObject({
    version: z.literal(1),
    queries: z.array(query).max(200),
    entries: z.array(entry).max(200),
  })
  .superRefine(({ entries, queries }, context) => {
    const ids = new Set(queries.map(({ id }) => id));
    if (ids.size < queries.length) context.addIssue('two queries have the same id');
    const names = new Set(entries.map((one) => `${one.database} ${one.name.toLowerCase()}`));
    if (names.size < entries.length) context.addIssue('two indexes have the same name');
    for (const one of entries) {
      const unknown = one.queries.find((id) => !ids.has(id));
      if (unknown !== undefined) {
        context.addIssue(`${one.name} is for a query "${unknown}" that is not in the file`);
      }
    }
  });

export type Catalogue = z.infer<typeof catalogueSchema>;
export type CatalogueEntry = Catalogue['entries'][number];
export type CatalogueQuery = Catalogue['queries'][number];

/** Why a catalogue file is not taken, in words. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/** The nine indexes of the reference document, and what Lookout's own reading likes to have. */
export const builtIn: Catalogue = catalogueSchema.parse(builtInFile);

/** Parses a catalogue. Throws CatalogueError with every reason. */
export function parseCatalogue(input: unknown): Catalogue {
  const result = catalogueSchema.safeParse(input);
  if (!result.success) throw new CatalogueError(z.prettifyError(result.error));
  return result.data;
}

/**
 * Adds a user's own file to the built-in catalogue. Its entries all count as the user's; it cannot
 * redefine a built-in name. Throws CatalogueError, also where the file cannot be read.
 */
export function withUserFile(file: string, base: Catalogue = builtIn): Catalogue {
  const own = parseCatalogue(readJson(file));
  const { queries, entries } = base;
  return parseCatalogue({
    version: 1,
    queries: [...queries, ...own.queries],
    entries: [...entries, ...own.entries.map((one) => ({ ...one, group: 'user' }))],
  });
}

function readJson(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > LARGEST_FILE) throw new CatalogueError('it is larger than 1 MB');
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CatalogueError(`The catalogue ${file} cannot be used: ${reason}`, { cause: error });
  }
}

/** The names that definitions of one database have in a catalogue, by `keyOf`. */
export const namesOf = (
  { entries }: Catalogue,
  of: CatalogueEntry['database'],
): ReadonlyMap<string, string> =>
  new Map(
    entries
      .filter((one) => one.database === of && one.recommended.where === undefined)
      .map(({ table, recommended, name: own }) => [
        keyOf({ table, columns: recommended.columns }),
        own,
      ]),
  );

/** The definition that Lookout would create: the recommended one, or the reference's literal one. */
export const wantedDefinition = (one: CatalogueEntry, asReference: boolean): IndexDefinition =>
  asReference && one.reference ? one.reference : one.recommended;

/** The SQL that Lookout would run for an entry. */
export const wantedSql = (one: CatalogueEntry, asReference = false): string =>
  createIndexSql(one.table, one.name, wantedDefinition(one, asReference));
