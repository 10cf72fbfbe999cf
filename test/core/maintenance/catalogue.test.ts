import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../../../src/core/maintenance/catalogue.ts';
import { tokenize } from '../../../src/core/maintenance/tokens.ts';
import { parsed, refusedOrQuoted } from './hostile.ts';

describe('the catalogue', () => {
  it('has the nine of the reference document and an optional group', () => {
    const groups = Object.groupBy(builtIn.entries, ({ group }) => group);
    expect(groups.reference).toHaveLength(9);
    expect(groups.optional?.length).toBeGreaterThan(0);
  });

  it('refuses or quotes hostile definitions: each is one CREATE INDEX and nothing else', () => {
    // Refusing everything would prove nothing.
    expect(refusedOrQuoted(1000, 4).made).toBeGreaterThan(100);
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
