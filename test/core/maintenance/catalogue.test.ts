import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  builtIn,
  CatalogueError,
  parseCatalogue,
  wantedSql,
  type CatalogueEntry,
} from '../../../src/core/maintenance/catalogue.ts';
import { tokenize } from '../../../src/core/maintenance/tokens.ts';

/** Pieces that break out of SQL wherever somebody forgot to quote. */
const piece = fc.constantFrom(
  '"',
  "'",
  '`',
  ']',
  ';',
  '--',
  '/*',
  '*/',
  ')',
  '(',
  '\0',
  '\n',
  '\u202e',
  ' DROP TABLE prompts',
  '; ATTACH "x" AS y',
  ' WHERE 1',
  'select',
  'sqlite_master',
  'a',
  'é',
);
const hostile = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const entry = fc.record({
  database: fc.constant('assigner' as const),
  table: hostile,
  name: hostile,
  group: fc.constant('user' as const),
  purpose: fc.constant(''),
  recommended: fc.record({
    columns: fc.uniqueArray(fc.record({ name: hostile }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ name }) => name.toLowerCase(),
    }),
    where: fc.array(
      fc.record({
        column: hostile,
        op: fc.constantFrom('=', '<>'),
        value: fc.oneof(hostile, fc.integer()),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  queries: fc.constant([]),
});

function parsed(one: unknown): CatalogueEntry | null {
  try {
    return parseCatalogue({ version: 1, queries: [], entries: [one] }).entries[0] ?? null;
  } catch (error) {
    if (error instanceof CatalogueError) return null;
    throw error;
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

describe('the catalogue', () => {
  it('has the nine of the reference document and an optional group', () => {
    const groups = Object.groupBy(builtIn.entries, ({ group }) => group);
    expect(groups.reference).toHaveLength(9);
    expect(groups.optional?.length).toBeGreaterThan(0);
  });

  it('refuses or quotes 2000 hostile definitions: each is one CREATE INDEX and nothing else', () => {
    let made = 0;
    fc.assert(
      fc.property(entry, (definition) => {
        const one = parsed(definition);
        if (one === null) return;
        const db = new Database(':memory:');
        try {
          const columns = new Map(
            [
              ...one.recommended.columns.map(({ name }) => name),
              ...(one.recommended.where ?? []).map(({ column }) => column),
            ].map((name) => [name.toLowerCase(), name]),
          );
          db.exec('CREATE TABLE prompts (a)');
          // A table may have a name that SQLite keeps for itself; then there is nothing to index.
          if (/^(sqlite_|prompts$)/i.test(one.table)) return;
          db.exec(
            `CREATE TABLE ${quoted(one.table)} (${[...columns.values()].map(quoted).join(', ')})`,
          );
          if (one.name.toLowerCase() === one.table.toLowerCase()) return;
          // `prepare` refuses a second statement; what it makes must be that index and no more.
          db.prepare(wantedSql(one)).run();
          const found = db
            .prepare(
              "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT IN ('prompts', ?)",
            )
            .all(one.table);
          expect(found).toEqual([{ type: 'index', name: one.name, tbl_name: one.table }]);
          made += 1;
        } finally {
          db.close();
        }
      }),
      { numRuns: 2000, seed: 4 },
    );
    // Refusing everything would prove nothing.
    expect(made).toBeGreaterThan(200);
  });

  it.each([
    ['SQL of its own', { sql: 'DROP TABLE prompts' }],
    ['a key that is not known', { unique: true }],
    ['a name of SQLite', { name: 'sqlite_autoindex_prompts_1' }],
    ['a control character', { name: 'a\u0000b' }],
    ['a mark that turns text around', { table: 'a\u202eb' }],
    ['no columns', { recommended: { columns: [] } }],
    ['an expression', { recommended: { columns: ['lower(status)'] } }],
    [
      'a made-up operator',
      { recommended: { columns: [{ name: 'a' }], where: [{ column: 'a', op: '; --', value: 1 }] } },
    ],
  ])('refuses %s', (_, change) => {
    const base = {
      database: 'assigner',
      table: 'prompts',
      name: 'mine',
      group: 'user',
      purpose: '',
      recommended: { columns: [{ name: 'status' }] },
      queries: [],
    };
    expect(parsed(base)).not.toBeNull();
    expect(parsed({ ...base, ...change })).toBeNull();
  });
});

describe('tokenize', () => {
  it('sees where every token begins and ends', () => {
    const sql = `CREATE INDEX "a""b" ON [t] (x -- end\n, 'it''s') /* never */`;
    expect(tokenize(sql).map(({ text }) => text)).toEqual([
      'CREATE',
      'INDEX',
      'a"b',
      'ON',
      't',
      '(',
      'x',
      ',',
      "it's",
      ')',
    ]);
    for (const { from, to } of tokenize(sql)) expect(sql.slice(from, to).trim()).not.toBe('');
  });

  it('never hangs and never splits wrongly on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        // Every quote has an end then, so that nothing throws.
        const tokens = tokenize(text.replaceAll(/["'`[]/g, ''));
        for (const [at, token] of tokens.entries()) {
          expect(token.from).toBeGreaterThanOrEqual(tokens[at - 1]?.to ?? 0);
          expect(token.to).toBeGreaterThan(token.from);
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});
