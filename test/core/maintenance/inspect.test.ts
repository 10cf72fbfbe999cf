import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { fieldIndexes, referenceIndexes, tables } from '../../../demo/schema.ts';
import { builtIn, parseCatalogue } from '../../../src/core/maintenance/catalogue.ts';
import { inspectIndexes, redundantIndexes } from '../../../src/core/maintenance/inspect.ts';
import type { DatabaseName } from '../../../src/shared/model.ts';

const opened: Database.Database[] = [];
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
});

function database(...statements: readonly string[]): Database.Database {
  const db = new Database(':memory:');
  opened.push(db);
  for (const sql of statements) db.exec(sql);
  return db;
}

const states = (db: Database.Database, name: DatabaseName, catalogue = builtIn) =>
  Object.fromEntries(
    inspectIndexes(db, name, catalogue).map((report) => [report.name, report.state]),
  );

const priority = 'idx_task_queue_status_priority';
const stateOf = (sql: string) =>
  states(database(...tables('architect'), sql), 'architect')[priority];

describe('inspectIndexes', () => {
  it('finds everything missing on bare tables', () => {
    const db = database(...tables('architect'));
    expect(new Set(Object.values(states(db, 'architect')))).toEqual(new Set(['missing']));
  });

  it('knows the nine reference indexes: eight as recommended, one improvable', () => {
    for (const name of ['architect', 'assigner'] as const) {
      const db = database(...tables(name), ...referenceIndexes[name]);
      const reference = inspectIndexes(db, name).filter(({ group }) => group === 'reference');
      expect(reference).toHaveLength(name === 'architect' ? 6 : 3);
      for (const report of reference) {
        expect(`${report.name} ${report.state}`).toBe(
          `${report.name} ${report.name === priority ? 'improvable' : 'present'}`,
        );
      }
    }
  });

  it('takes what the field has under the reference name as present', () => {
    const db = database(...tables('architect'), ...fieldIndexes.architect);
    expect(states(db, 'architect')[priority]).toBe('present');
  });

  it('sees through other spellings of the same definition', () => {
    expect(
      stateOf(
        `create index "IDX_task_queue_status_PRIORITY" on [task_queue] ("status" asc, /* high first */ PRIORITY desc, created_at -- old first
        )`,
      ),
    ).toBe('present');
  });

  it.each([
    [
      'another name',
      'CREATE INDEX mine ON task_queue(status, priority DESC, created_at)',
      'equivalent',
    ],
    ['one column', `CREATE INDEX ${priority} ON task_queue(status)`, 'drifted'],
    [
      'another order',
      `CREATE INDEX ${priority} ON task_queue(priority DESC, status, created_at)`,
      'drifted',
    ],
    [
      'a condition',
      `CREATE INDEX ${priority} ON task_queue(status, priority DESC, created_at) WHERE status = 'pending'`,
      'drifted',
    ],
    [
      'a collation',
      `CREATE INDEX ${priority} ON task_queue(status COLLATE NOCASE, priority DESC, created_at)`,
      'drifted',
    ],
    [
      'unique',
      `CREATE UNIQUE INDEX ${priority} ON task_queue(status, priority DESC, created_at)`,
      'drifted',
    ],
    [
      'an expression',
      `CREATE INDEX ${priority} ON task_queue(lower(status), priority DESC, created_at)`,
      'drifted',
    ],
    ['another table', `CREATE INDEX ${priority} ON errors(status)`, 'drifted'],
    ['a table of that name', `CREATE TABLE ${priority}(a)`, 'drifted'],
    ['a view of that name', `CREATE VIEW ${priority} AS SELECT 1`, 'drifted'],
    [
      'a trigger of that name',
      `CREATE TRIGGER ${priority} AFTER INSERT ON errors BEGIN SELECT 1; END`,
      'missing',
    ],
  ])('%s', (_, sql, state) => {
    expect(stateOf(sql)).toBe(state);
  });

  it("counts a column's own collation as the expected one", () => {
    const db = database(
      'CREATE TABLE task_queue (id INTEGER PRIMARY KEY, status TEXT COLLATE NOCASE, priority INT, created_at)',
      `CREATE INDEX ${priority} ON task_queue(status, priority DESC, created_at)`,
    );
    expect(states(db, 'architect')[priority]).toBe('present');
    db.exec(`DROP INDEX ${priority};
      CREATE INDEX ${priority} ON task_queue(status COLLATE BINARY, priority DESC, created_at)`);
    expect(states(db, 'architect')[priority]).toBe('drifted');
  });

  it('says why an entry does not apply', () => {
    const db = database(
      'CREATE TABLE task_queue (id INTEGER PRIMARY KEY, status TEXT)',
      'CREATE VIEW errors AS SELECT 1 AS node_id, 2 AS status, 3 AS project_id, 4 AS error_type',
    );
    const reasons = Object.fromEntries(
      inspectIndexes(db, 'architect').map(({ name, state, reason }) => [
        name,
        `${state}: ${reason}`,
      ]),
    );
    expect(reasons[priority]).toBe(
      'not-applicable: task_queue has no column priority, created_at.',
    );
    expect(reasons['idx_session_pool_status_health']).toBe(
      'not-applicable: There is no table session_pool.',
    );
    expect(reasons['idx_errors_node_status']).toContain('errors is a view');
  });

  it('compares partial indexes by their condition', () => {
    const catalogue = parseCatalogue({
      version: 1,
      queries: [],
      entries: [
        {
          database: 'assigner',
          table: 'prompts',
          name: 'waiting',
          group: 'user',
          purpose: '',
          recommended: {
            columns: [{ name: 'priority', order: 'desc' }],
            where: [{ column: 'status', op: '=', value: 'pending' }],
          },
          queries: [],
        },
      ],
    });
    const partial = (condition: string) =>
      states(
        database(
          ...tables('assigner'),
          `CREATE INDEX waiting ON prompts(priority DESC) ${condition}`,
        ),
        'assigner',
        catalogue,
      );
    expect(partial(`where "status"='pending'`)).toEqual({ waiting: 'present' });
    expect(partial(`WHERE status = 'PENDING'`)).toEqual({ waiting: 'drifted' });
    expect(partial('')).toEqual({ waiting: 'drifted' });
  });

  it('shows the plan of now', () => {
    const db = database(...tables('architect'), ...referenceIndexes.architect);
    const [report] = inspectIndexes(db, 'architect');
    expect(report?.plan).toMatch(/USING INDEX idx_task_queue_status_priority[\s\S]*TEMP B-TREE/);
  });
});

describe('redundantIndexes', () => {
  it('reports an index that another one begins with, and nothing else', () => {
    const db = database(
      ...tables('assigner'),
      ...fieldIndexes.assigner,
      ...referenceIndexes.assigner,
      'CREATE UNIQUE INDEX keep ON sessions(provider)',
      'CREATE INDEX longer ON sessions(provider, name)',
    );
    expect(redundantIndexes(db, 'assigner')).toEqual([
      {
        database: 'assigner',
        table: 'prompts',
        name: 'idx_prompts_status',
        definition: 'CREATE INDEX idx_prompts_status ON prompts(status)',
        coveredBy: 'idx_prompts_status_priority_created',
      },
      {
        database: 'assigner',
        table: 'sessions',
        name: 'idx_sessions_status',
        definition: 'CREATE INDEX idx_sessions_status ON sessions(status)',
        coveredBy: 'idx_sessions_status_activity',
      },
    ]);
  });

  it('reports one of two that are the same', () => {
    const db = database(
      'CREATE TABLE t (a, b)',
      'CREATE INDEX first ON t(a)',
      'CREATE INDEX second ON t(a)',
    );
    expect(redundantIndexes(db, 'assigner').map(({ name }) => name)).toEqual(['second']);
  });
});
