import { afterEach, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { fieldIndexes, tables } from '../../../demo/schema.ts';
import { chooseIndexes, planStatement } from '../../../src/core/maintenance/advise.ts';
import { statementOf, statementsOf } from '../../../src/core/maintenance/advise-statements.ts';
import { queryPlan } from '../../../src/core/maintenance/explain.ts';
import { makePlace, schemaOf, type Place } from './support.ts';

const places: Place[] = [];
afterEach(async () => {
  await Promise.all(places.splice(0).map((made) => made.remove()));
});
function place(rows: number): Place {
  const made = makePlace(rows);
  places.push(made);
  return made;
}

/** The definitions that are advised for these statements, without their names. */
function advised(...statements: readonly string[]): readonly string[] {
  const db = new Database(':memory:');
  try {
    for (const sql of tables('assigner')) db.exec(sql);
    const planned = statements.map((sql) => planStatement(db, statementOf(sql, sql)));
    return chooseIndexes(db, planned).map(({ sql }) => sql.replace(/^.* ON /, ''));
  } finally {
    db.close();
  }
}

describe('chooseIndexes', () => {
  it.each([
    [
      'equality, then order',
      "SELECT * FROM prompts WHERE status = 'pending' ORDER BY priority DESC, created_at LIMIT 50",
      ['prompts(status, priority DESC, created_at)'],
    ],
    [
      'equality before a range',
      'SELECT * FROM prompts WHERE created_at > ? AND status = ?',
      ['prompts(status, created_at)'],
    ],
    [
      'an order that is all descending, read backwards',
      'SELECT * FROM prompts WHERE completed_at IS NOT NULL ORDER BY completed_at DESC LIMIT 5',
      ['prompts(completed_at)'],
    ],
    [
      'both sides of an OR',
      "SELECT * FROM prompts WHERE target_session = 'a' OR assigned_session = 'b'",
      ['prompts(assigned_session)', 'prompts(target_session)'],
    ],
    [
      'the inner side of a join',
      'SELECT h.details FROM prompts p JOIN assignment_history h ON h.prompt_id = p.id WHERE p.id = 7',
      ['assignment_history(prompt_id)'],
    ],
    ['a change', "UPDATE prompts SET error = '' WHERE retry_count > 3", ['prompts(retry_count)']],
    [
      'a deletion',
      'DELETE FROM assignment_history WHERE created_at < ?',
      ['assignment_history(created_at)'],
    ],
    ['distinct values', 'SELECT DISTINCT target_session FROM prompts', ['prompts(target_session)']],
    ['the latest', 'SELECT MAX(completed_at) FROM prompts', ['prompts(completed_at)']],
    ['the primary key, which needs none', 'SELECT * FROM prompts WHERE id = 7', []],
    ['arithmetic, which no index helps', 'SELECT * FROM prompts WHERE +status = 1', []],
    ['no condition', 'SELECT * FROM prompts', []],
  ])('serves %s', (_, sql, wanted) => {
    expect(advised(sql).toSorted()).toEqual(wanted);
  });

  it('serves several statements with one index where one will do', () => {
    expect(
      advised(
        "SELECT * FROM prompts WHERE status = 'pending'",
        'SELECT * FROM prompts WHERE status = ? ORDER BY created_at',
        'SELECT * FROM prompts WHERE status = ? AND created_at < ?',
      ),
    ).toEqual(['prompts(status, created_at)']);
  });

  it('advises nothing that is there already', () => {
    const db = new Database(':memory:');
    for (const sql of [...tables('architect'), ...fieldIndexes.architect]) db.exec(sql);
    const planned = planStatement(
      db,
      statementOf(
        'a',
        "SELECT * FROM task_queue WHERE status = 'pending' ORDER BY priority DESC, created_at",
      ),
    );
    expect(chooseIndexes(db, [planned])).toEqual([]);
    db.close();
  });

  it('runs nothing of what it looks at', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    for (const { id, sql } of statementsOf('DELETE FROM t WHERE a = 1; UPDATE t SET a = 2')
      .statements)
      planStatement(db, statementOf(id, sql));
    expect(db.prepare('SELECT a FROM t').pluck().all()).toEqual([1]);
    expect(() => queryPlan(db, 'SELECT 1; DROP TABLE t')).toThrow('more than one statement');
    db.close();
  });
});

describe('statementsOf', () => {
  it('takes SELECT, UPDATE and DELETE, and names what it does not', () => {
    const { statements, refused } = statementsOf(
      `SELECT ';' -- ; no end\n; DROP TABLE prompts; ATTACH 'x' AS y;; PRAGMA user_version = 1;
       with a as (select 1) select * from a; update t set a = 1`,
    );
    expect(statements.map(({ sql }) => sql)).toEqual([
      "SELECT ';'",
      'with a as (select 1) select * from a',
      'update t set a = 1',
    ]);
    expect(refused).toHaveLength(3);
  });

  it('refuses what is no SQL, and too much of it', () => {
    expect(() => statementsOf("SELECT 'never ends")).toThrow('cannot be read as SQL');
    expect(() => statementsOf('SELECT 1;'.repeat(501))).toThrow('too many');
    expect(() => statementsOf('x'.repeat(1_048_577))).toThrow('longer than 1 MB');
  });
});

describe('MaintenanceService.advise', { timeout: 120_000 }, () => {
  it("advises the catalogue's own indexes for its own queries, by their names", async () => {
    const { indexes, queries, problems } = await place(100).service().advise({ onCopy: false });
    expect(problems).toEqual([]);
    expect(indexes.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'idx_task_queue_status_priority',
        'idx_prompts_status_priority_created',
        'idx_sessions_status_activity',
        'idx_errors_node_status',
        'idx_errors_project_type',
      ]),
    );
    expect(queries.filter(({ problem }) => problem !== null)).toEqual([]);
  });

  it('measures on a copy, takes parameters from the table, and leaves the original alone', async () => {
    const at = place(30_000);
    const db = at.open(at.architect);
    const before = schemaOf(db);
    const version = db.pragma('data_version', { simple: true });
    const { indexes, queries, measured } = await at.service().advise({
      sql: `SELECT * FROM task_queue WHERE assigned_worker = ? AND status = 'pending' ORDER BY created_at LIMIT ?;
            SELECT COUNT(*) FROM prompts WHERE target_session IN (?, ?);
            SELECT * FROM nowhere; DROP TABLE prompts`,
    });
    expect(measured).toBe(true);
    expect(indexes.map(({ database }) => database).toSorted()).toEqual(['architect', 'assigner']);
    for (const { bytes, buildMs, insertUs, serves } of indexes) {
      expect(serves).toHaveLength(1);
      expect(Math.min(bytes ?? 0, buildMs ?? 0)).toBeGreaterThan(0);
      expect(insertUs).not.toBeNull();
    }
    expect(queries.map(({ problem }) => problem)).toEqual([
      null,
      null,
      'no such table: nowhere',
      'Only SELECT, UPDATE and DELETE are looked at.',
    ]);
    expect(queries[0]?.gain).toBeGreaterThan(1);
    expect(schemaOf(db)).toEqual(before);
    expect(db.pragma('data_version', { simple: true })).toBe(version);
  });

  it('leaves out what brings nothing measurable', async () => {
    const { indexes } = await place(20_000).service().advise({
      // Nearly every row is completed: reading them through an index is no quicker.
      sql: "SELECT * FROM task_queue WHERE status >= 'c'",
    });
    expect(indexes).toEqual([]);
  });
});
