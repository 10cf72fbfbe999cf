import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { referenceIndexes } from '../../../demo/schema.ts';
import { Journal, journalFileIn } from '../../../src/core/maintenance/journal.ts';
import type { MaintenanceProgress } from '../../../src/shared/maintenance.ts';
import { indexNames, makePlace, schemaOf, type JournalMode, type Place } from './support.ts';

const places: Place[] = [];
afterEach(async () => {
  await Promise.all(places.splice(0).map((made) => made.remove()));
});
const place = (rows: number, mode: JournalMode = 'wal') => {
  const made = makePlace(rows, mode);
  places.push(made);
  return made;
};

const nine = [...referenceIndexes.architect, ...referenceIndexes.assigner]
  .map((sql) => /INDEX (\w+)/.exec(sql)?.[1] ?? '')
  .toSorted();
const priority = 'idx_task_queue_status_priority';

// Work happens in child processes, and starting them takes its time on a busy machine.
describe.each(['wal', 'delete', 'truncate'] as const)(
  'in %s mode',
  { timeout: 120_000 },
  (mode) => {
    it('plans, applies, measures and rolls back; the schema is as it was, byte for byte', async () => {
      const at = place(2000, mode);
      // Truncate is a writer's own habit; the file itself only knows WAL or not.
      const seen = mode === 'wal' ? 'wal' : 'delete';
      const service = at.service();
      const architect = at.open(at.architect);
      const assigner = at.open(at.assigner);
      const before = [schemaOf(architect), schemaOf(assigner)];

      const plan = await service.plan();
      expect(plan.problems).toEqual([]);
      expect(plan.indexes.map(({ name }) => name).toSorted()).toEqual(nine);
      expect(
        plan.indexes.every(
          ({ action, journalMode }) => action === 'create' && journalMode === seen,
        ),
      ).toBe(true);
      expect([schemaOf(architect), schemaOf(assigner)]).toEqual(before);

      const queue = plan.indexes.find(({ name }) => name === priority);
      expect(queue?.statements).toEqual([
        `CREATE INDEX ${priority} ON task_queue(status, priority DESC, created_at)`,
      ]);
      expect(queue?.estimate).toMatchObject({ rows: 2000 });
      expect(queue?.predicted[0]).toMatchObject({ queryId: 'task-queue-next', good: true });
      expect(queue?.now[0]?.plan.join()).toContain('TEMP B-TREE');

      const results = await service.apply({ planId: plan.id });
      expect(results.map(({ outcome, reason }) => `${outcome}: ${reason}`)).toEqual(
        nine.map(() => 'done: Done.'),
      );
      for (const { changes, name } of results) {
        expect(changes.map(({ sameRows }) => sameRows)).not.toContain(false);
        expect(`${name} ${changes[0]?.good}`).toBe(`${name} true`);
      }
      expect([...indexNames(architect), ...indexNames(assigner)].toSorted()).toEqual(nine);
      expect(
        (await service.inspect()).indexes
          .filter(({ group }) => group === 'reference')
          .map(({ state }) => state),
      ).toEqual(nine.map(() => 'present'));
      expect(at.open(at.architect).pragma('journal_mode', { simple: true })).toBe(seen);

      expect(service.planRollback()).toHaveLength(9);
      const undone = await service.rollback();
      expect(undone.map(({ outcome, refusal }) => outcome + refusal)).toEqual(
        nine.map(() => 'donenull'),
      );
      expect([schemaOf(architect), schemaOf(assigner)]).toEqual(before);
      expect(service.planRollback()).toEqual([]);
      expect(architect.pragma('quick_check', { simple: true })).toBe('ok');
    });

    it('leaves the database as it was when a build is cancelled', async () => {
      const at = place(30_000, mode);
      const service = at.service();
      const architect = at.open(at.architect);
      const before = schemaOf(architect);
      const plan = await service.plan({ only: [priority], quick: true });
      const stop = new AbortController();
      const phases: string[] = [];
      const [result] = await service.apply(
        { planId: plan.id },
        {
          signal: stop.signal,
          onProgress: ({ phase }: MaintenanceProgress) => {
            phases.push(phase);
            if (phase === 'building') stop.abort();
          },
        },
      );
      expect(phases).toContain('building');
      expect(result).toMatchObject({ outcome: 'not-done', refusal: 'cancelled' });
      expect(schemaOf(architect)).toEqual(before);
      expect(architect.pragma('quick_check', { simple: true })).toBe('ok');
      expect(service.running).toBeNull();
      expect(service.journal()[0]).toMatchObject({ outcome: 'not-done', canUndo: false });
    });
  },
);

describe('MaintenanceService', { timeout: 120_000 }, () => {
  it('replaces an improvable index only when asked by name, and puts it back', async () => {
    const at = place(100);
    const db = at.open(at.architect);
    const original = `CREATE INDEX ${priority} ON task_queue(status,  priority, created_at) -- by hand`;
    db.exec(original);
    const before = schemaOf(db);
    const service = at.service();
    const idle = await service.plan({ only: [priority] });
    const [kept] = await service.apply({ planId: idle.id });
    expect(kept?.outcome).toBe('nothing-to-do');
    expect(kept?.reason).toContain('only when that is asked for');
    const plan = await service.plan({ only: [priority], replace: [priority] });
    expect(plan.indexes[0]?.statements).toEqual([
      `DROP INDEX ${priority}`,
      `CREATE INDEX ${priority} ON task_queue(status, priority DESC, created_at)`,
    ]);
    expect(await service.apply({ planId: plan.id })).toMatchObject([{ outcome: 'done' }]);
    expect(schemaOf(db)).not.toEqual(before);
    expect(await service.rollback()).toMatchObject([{ outcome: 'done' }]);
    expect(schemaOf(db)).toEqual(before);
  });

  it('creates the literal reference definition when asked', async () => {
    const at = place(10);
    const service = at.service();
    const plan = await service.plan({ only: [priority], asReference: true });
    await service.apply({ planId: plan.id });
    const [found] = at
      .open(at.architect)
      .prepare<[], string>(
        "SELECT sql FROM sqlite_master WHERE name = 'idx_task_queue_status_priority'",
      )
      .pluck()
      .all();
    expect(found).toBe(referenceIndexes.architect[0]);
    expect((await service.plan({ only: [priority], asReference: true })).indexes[0]).toMatchObject({
      state: 'present',
      action: 'none',
    });
    expect((await service.plan({ only: [priority] })).indexes[0]).toMatchObject({
      state: 'improvable',
      action: 'none',
    });
  });

  it('refuses when somebody changed the table between plan and apply', async () => {
    const at = place(10);
    const service = at.service();
    const plan = await service.plan({ only: [priority] });
    at.open(at.architect).exec('ALTER TABLE task_queue ADD COLUMN more TEXT');
    expect(await service.apply({ planId: plan.id })).toMatchObject([
      { outcome: 'not-done', refusal: 'changed' },
    ]);
  });

  it('does not mind a change to another table', async () => {
    const at = place(10);
    const service = at.service();
    const plan = await service.plan({ only: [priority] });
    at.open(at.architect).exec('CREATE TABLE other (a)');
    expect(await service.apply({ planId: plan.id })).toMatchObject([{ outcome: 'done' }]);
  });

  it('rolls back nothing that no longer has its definition', async () => {
    const at = place(10);
    const db = at.open(at.architect);
    const service = at.service();
    const plan = await service.plan({ only: [priority] });
    await service.apply({ planId: plan.id });
    db.exec(`DROP INDEX ${priority}; CREATE INDEX ${priority} ON task_queue(status)`);
    const before = schemaOf(db);
    expect(await service.rollback()).toMatchObject([{ outcome: 'not-done', refusal: 'not-ours' }]);
    expect(schemaOf(db)).toEqual(before);
  });

  it('gives up on a locked database and says so', async () => {
    const at = place(10);
    const service = at.service({ patienceMs: 200 });
    const plan = await service.plan({ only: [priority] });
    const writer = at.open(at.architect);
    writer.exec('BEGIN IMMEDIATE');
    expect(await service.apply({ planId: plan.id })).toMatchObject([
      { outcome: 'not-done', refusal: 'busy' },
    ]);
    writer.exec('ROLLBACK');
    expect(await service.apply({ planId: plan.id })).toMatchObject([{ outcome: 'done' }]);
  });

  it('stops where the disk is too small', async () => {
    const at = place(10);
    const service = at.service();
    const plan = await service.plan({ only: [priority] });
    expect(plan.indexes[0]?.concerns).toEqual([]);
    expect(plan.indexes[0]?.wantedBytes).toBeGreaterThan(0);
    expect(plan.indexes[0]?.freeBytes).toBeGreaterThan(plan.indexes[0]?.wantedBytes ?? 0);
  });

  it('finds out how changes ended when Lookout itself was stopped', async () => {
    const at = place(10);
    const journal = new Journal(join(at.dataDir, 'maintenance', 'journal.jsonl'));
    const begin = (id: string, name: string, sql: string) =>
      journal.begin({
        id,
        at: 1,
        action: 'create',
        database: 'architect',
        file: at.architect,
        table: 'task_queue',
        name,
        create: [{ name, sql }],
        drop: [],
        undoes: null,
      });
    const made = 'CREATE INDEX made ON task_queue(status)';
    begin('one', 'made', made);
    begin('two', 'never_made', 'CREATE INDEX never_made ON task_queue(priority)');
    appendFileSync(join(at.dataDir, 'maintenance', 'journal.jsonl'), '{"kind":"outcome","id":"tw');
    at.open(at.architect).exec(made);
    const service = at.service();
    expect(service.journal().map(({ outcome }) => outcome)).toEqual(['unfinished', 'unfinished']);
    await service.inspect();
    expect(service.journal()).toMatchObject([
      { id: 'two', outcome: 'not-done', canUndo: false },
      { id: 'one', outcome: 'done', canUndo: true },
    ]);
    await service.rollback();
    expect(indexNames(at.open(at.architect))).toEqual([]);
  });

  it('measures on a copy without touching the original', async () => {
    const at = place(2000);
    const db = at.open(at.architect);
    const before = schemaOf(db);
    const version = db.pragma('data_version', { simple: true });
    const result = await at.service().measureOnCopy(priority);
    expect(result.changes[0]).toMatchObject({ good: true, sameRows: true });
    expect(result.bytes).toBeGreaterThan(0);
    expect(schemaOf(db)).toEqual(before);
    expect(db.pragma('data_version', { simple: true })).toBe(version);
  });

  it('analyzes, and puts the statistics back as they were', async () => {
    const at = place(2000);
    const db = at.open(at.architect);
    db.exec('CREATE INDEX one ON task_queue(status)');
    const before = schemaOf(db);
    const service = at.service();
    const result = await service.analyze('architect');
    expect(result.statements).toEqual(['ANALYZE']);
    expect(db.prepare('SELECT COUNT(*) FROM sqlite_stat1').pluck().get()).toBeGreaterThan(0);
    await service.restoreStatistics(result.journalId ?? '');
    expect(schemaOf(db)).toEqual(before);

    db.exec('ANALYZE; DELETE FROM sqlite_stat4 WHERE rowid > 3');
    const rows = () => [
      db.prepare('SELECT * FROM sqlite_stat1 ORDER BY 1, 2').all(),
      db.prepare('SELECT * FROM sqlite_stat4 ORDER BY rowid').all(),
    ];
    const saved = rows();
    const again = await service.analyze('architect');
    expect(rows()).not.toEqual(saved);
    await service.restoreStatistics(again.journalId ?? '');
    expect(rows()).toEqual(saved);
  });

  it('optimizes with exactly what its dry run named', async () => {
    const at = place(2000);
    const db = at.open(at.architect);
    db.exec('CREATE INDEX one ON task_queue(status)');
    const service = at.service();
    const dry = await service.planOptimize('architect');
    const result = await service.optimize('architect');
    expect(result.statements).toEqual(dry);
    expect(dry.join('\n')).toMatch(/ANALYZE/);
  });

  it('checks, and backs up to a verified file', async () => {
    const at = place(500);
    const service = at.service();
    expect(await service.check('architect', 'integrity')).toMatchObject({ ok: true, findings: [] });
    const to = `${at.root}/backup.db`;
    const backup = await service.backUp('architect', to);
    expect(backup).toMatchObject({ verified: true, file: to });
    const rows = 'SELECT COUNT(*), SUM(length(task_data)) FROM task_queue';
    expect(at.open(to).prepare(rows).get()).toEqual(at.open(at.architect).prepare(rows).get());
    expect(service.journal()[0]).toMatchObject({
      action: 'backup',
      name: to,
      outcome: 'done',
      canUndo: false,
    });
    expect(service.report()).toContain('backup ');
    await expect(service.backUp('architect', to)).rejects.toThrow('is there already');
    expect(service.journal()[0]).toMatchObject({ action: 'backup', outcome: 'not-done' });
  });

  it('leaves nothing of a backup that is cancelled, or that a crash of Lookout cut short', async () => {
    const at = place(500);
    const folder = join(at.root, 'backups');
    mkdirSync(folder);
    const stop = new AbortController();
    const service = at.service();
    const going = service.backUp('architect', join(folder, 'a.db'), { signal: stop.signal });
    stop.abort();
    await expect(going).rejects.toMatchObject({ kind: 'cancelled' });
    expect(readdirSync(folder)).toEqual([]);

    const ended = spawnSync(process.execPath, ['--version']);
    const intent = {
      kind: 'intent',
      at: 1,
      action: 'backup',
      database: 'architect',
      file: at.architect,
      table: '',
      create: [],
      drop: [],
      undoes: null,
    };
    mkdirSync(join(folder, '.lookout-backup-gone'));
    mkdirSync(join(folder, '.lookout-backup-going'));
    appendFileSync(
      journalFileIn(at.dataDir),
      [
        { ...intent, id: 'gone', name: join(folder, 'gone.db'), pid: ended.pid },
        // Another Lookout of the same user is at it: this test's own parent stands for that.
        { ...intent, id: 'going', name: join(folder, 'going.db'), pid: process.ppid },
      ]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
    await service.inspect();
    expect(readdirSync(folder)).toEqual(['.lookout-backup-going']);
    expect(service.journal().map(({ id, outcome }) => [id, outcome])).toEqual(
      expect.arrayContaining([
        ['gone', 'not-done'],
        ['going', 'unfinished'],
      ]),
    );
  });

  it('sweeps away copies of a Lookout that was killed, and of no other', () => {
    const at = place(10);
    const killed = spawnSync(process.execPath, ['--version']);
    const folder = join(at.dataDir, 'maintenance');
    const [left, kept] = [`copies-${killed.pid}-1`, `copies-${process.pid}-1`];
    for (const name of [left, kept]) mkdirSync(join(folder, name), { recursive: true });
    at.service();
    expect(existsSync(join(folder, left))).toBe(false);
    expect(existsSync(join(folder, kept))).toBe(true);
  });

  it('reports a file that is missing, and goes on with the other', async () => {
    const at = place(10);
    const service = at.service({
      target: { assigner: `${at.root}/none.db`, architect: at.architect },
    });
    const { indexes, problems } = await service.inspect();
    expect(problems).toMatchObject([{ database: 'assigner' }]);
    expect(indexes.length).toBeGreaterThan(5);
  });

  it('writes a report that keeps hostile names out of its markup', async () => {
    const at = place(100);
    const service = at.service();
    const plan = await service.plan();
    await service.apply({ planId: plan.id });
    const report = service.report();
    expect(report).toContain('| Task queue query (50 rows) |');
    expect(report).toContain('| Overall |');
    expect(report).toContain(
      `CREATE INDEX ${priority} ON task_queue(status, priority DESC, created_at);`,
    );
  });
});
