import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldIndexes } from '../../demo/schema.ts';
import { indexNames, makePlace, schemaOf, type Place } from '../core/maintenance/support.ts';

const program = fileURLToPath(new URL('../../src/cli/index.ts', import.meta.url));
const priority = 'idx_task_queue_status_priority';

const places: Place[] = [];
afterEach(async () => {
  await Promise.all(places.splice(0).map((made) => made.remove()));
});
function place(rows = 50): Place {
  const made = makePlace(rows);
  places.push(made);
  return made;
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const lookout = (at: Place, ...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const all = [program, 'indexes', ...args, '--root', at.root, '--user-data-dir', at.dataDir];
    const child = execFile(process.execPath, all, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
    child.stdin?.end();
  });

const applied = z.object({
  results: z.array(z.object({ name: z.string(), outcome: z.string(), reason: z.string() })),
});
const advice = z.object({
  measured: z.boolean(),
  indexes: z.array(z.object({ sql: z.string() })),
  queries: z.array(z.object({ problem: z.string().nullable() })),
});
const outcomes = (text: string) => applied.parse(JSON.parse(text)).results;

// Each of these starts several programs, which takes its time on a busy machine.
describe('indexes', { timeout: 180_000 }, () => {
  it('lists states and superfluous indexes as JSON', async () => {
    const at = place();
    const db = at.open(at.assigner);
    for (const sql of fieldIndexes.assigner) db.exec(sql);
    db.exec(
      'CREATE INDEX idx_prompts_status_priority_created ON prompts(status, priority DESC, created_at)',
    );
    for (const args of [['--json'], ['list', '--json']]) {
      const { code, out } = await lookout(at, ...args.map((arg) => arg));
      expect(code).toBe(0);
      const report = z
        .object({
          indexes: z.array(z.looseObject({ name: z.string(), state: z.string() })),
          redundant: z.array(z.looseObject({ name: z.string() })),
        })
        .parse(JSON.parse(out));
      expect(report.indexes).toContainEqual(
        expect.objectContaining({
          database: 'assigner',
          table: 'prompts',
          name: 'idx_prompts_status_priority_created',
          state: 'present',
          recommended:
            'CREATE INDEX idx_prompts_status_priority_created ON prompts(status, priority DESC, created_at ASC)',
        }),
      );
      expect(report.redundant.map(({ name }) => name)).toEqual(['idx_prompts_status']);
    }
  });

  it('plans without writing a byte, and says what apply would run', async () => {
    const at = place();
    // The last writer closes: nothing is left in the log.
    const file = at.open(at.architect);
    file.pragma('wal_checkpoint(TRUNCATE)');
    const hash = () => createHash('sha256').update(readFileSync(at.architect)).digest('hex');
    const before = hash();
    const { code, out } = await lookout(at, 'plan', '--only', priority);
    expect(code).toBe(0);
    expect(out).toContain(
      `CREATE INDEX ${priority} ON task_queue(status, priority DESC, created_at);`,
    );
    expect(hash()).toBe(before);
  });

  it('refuses to apply or roll back without a yes, and does both with one', async () => {
    const at = place();
    const db = at.open(at.architect);
    const before = schemaOf(db);
    const refused = await lookout(at, 'apply', '--only', priority);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toContain('--yes');
    expect(schemaOf(db)).toEqual(before);

    const done = await lookout(at, 'apply', '--only', priority, '--yes', '--json');
    expect(done.code).toBe(0);
    expect(outcomes(done.out)).toEqual([{ name: priority, outcome: 'done', reason: 'Done.' }]);
    expect(indexNames(db)).toEqual([priority]);
    expect((await lookout(at, 'apply', '--only', priority)).code).toBe(0);
    expect((await lookout(at, 'report')).out).toContain('| The 50 tasks next in line |');

    expect((await lookout(at, 'rollback')).code).toBe(1);
    expect(indexNames(db)).toEqual([priority]);
    const undone = await lookout(at, 'rollback', '--yes', '--json');
    expect(outcomes(undone.out)).toEqual([{ name: priority, outcome: 'done', reason: 'Done.' }]);
    expect(schemaOf(db)).toEqual(before);
    expect((await lookout(at, 'rollback')).code).toBe(0);
  });

  it('ends with 1 and a reason where something could not be done', async () => {
    const at = place();
    const writer = at.open(at.architect);
    writer.exec('BEGIN IMMEDIATE');
    const { code, out } = await lookout(at, 'apply', '--only', priority, '--yes', '--json');
    expect(code).toBe(1);
    expect(outcomes(out)).toMatchObject([{ outcome: 'not-done' }]);
    writer.exec('ROLLBACK');
  });

  it('advises on pasted statements, by plans alone or on a copy', async () => {
    const at = place(3000);
    const file = join(at.root, 'work.sql');
    writeFileSync(file, 'SELECT * FROM prompts WHERE target_session = ?; SELECT * FROM nowhere');
    const plans = await lookout(at, 'advise', '--sql', file, '--plans-only', '--json');
    expect(plans.code).toBe(1);
    expect(advice.parse(JSON.parse(plans.out))).toMatchObject({
      measured: false,
      indexes: [{ sql: expect.stringMatching(/ON prompts\(target_session\)$/) }],
      queries: [{ problem: null }, { problem: 'no such table: nowhere' }],
    });
    writeFileSync(file, 'SELECT * FROM prompts WHERE target_session = ?');
    const measured = await lookout(at, 'advise', '--sql', file);
    expect(measured.code).toBe(0);
    expect(measured.out).toMatch(/built in .* on a copy; .* each insert takes/);
    expect(indexNames(at.open(at.assigner))).toEqual([]);
    expect(await lookout(at, 'advise', '--sql', join(at.root, 'none.sql'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be read'),
    });
    expect((await lookout(at, 'advise', '--sql', '-')).code).toBe(2);
  });

  it('measures and reports without touching anything, and says where it cannot', async () => {
    const at = place(500);
    const db = at.open(at.architect);
    const before = schemaOf(db);
    const now = await lookout(at, 'measure', '--json');
    expect(now.code).toBe(0);
    expect(now.out).toContain('"task-queue-next"');
    const copied = await lookout(at, 'measure', '--on-copy', '--only', priority, '--json');
    expect(copied.code).toBe(0);
    expect(copied.out).toContain('"buildMs"');
    expect((await lookout(at, 'measure', '--on-copy', '--only', 'no_such_index')).code).toBe(2);
    expect(await lookout(at, 'report', '--json')).toMatchObject({ code: 0 });
    expect(schemaOf(db)).toEqual(before);

    // A folder in the place of a database: said, and the other one still counts.
    const broken = { ...at, root: join(at.root, 'broken') };
    mkdirSync(join(broken.root, 'data', 'architect.db'), { recursive: true });
    for (const command of ['plan', 'advise']) {
      const { code, out, err } = await lookout(broken, command, '--json');
      expect(`${command} ${code}`).toBe(`${command} 1`);
      expect(out + err).toMatch(/cannot open|not a file/i);
    }
    expect((await lookout(broken, 'list')).code).toBe(3);
  });

  it('ends with 2 for what it does not understand', async () => {
    const at = place();
    expect((await lookout(at, 'plan', '--only', 'no_such_index')).code).toBe(2);
    expect((await lookout(at, 'grow')).code).toBe(2);
    const hostile = join(at.root, 'catalogue.json');
    writeFileSync(hostile, '{"version":1,"queries":[],"entries":[{"sql":"DROP TABLE prompts"}]}');
    expect((await lookout(at, 'plan', '--catalogue', hostile)).code).toBe(2);
  });
});
