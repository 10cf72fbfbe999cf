import type Database from 'better-sqlite3';
import type { Pace } from './assigner.ts';
import { timestamp } from './sql.ts';
import { errorTypes, projects, taskErrors, taskTypes } from './texts.ts';

const MINUTE_MS = 60_000;
const WAVE_MS = 17 * MINUTE_MS;
/** Tasks a minute, at the middle of the wave. */
const ARRIVALS = 6;
const ENOUGH_WAITING = 30;

const workers = [
  { id: 'build-1', node: 'node-a' },
  { id: 'build-2', node: 'node-b' },
  { id: 'index-1', node: 'node-b' },
] as const;

/** Plays the task queue and its workers, the errors that they report, and the session pool. */
export class ArchitectPlay {
  readonly #pace: Pace;
  readonly #sql;
  readonly #free = new Set<string>(workers.map(({ id }) => id));

  constructor(db: Database.Database, pace: Pace, at: number) {
    this.#pace = pace;
    this.#sql = prepare(db);
    this.#addMachines(at);
  }

  /** One second: new tasks, and work for whoever is free. */
  step(at: number): void {
    const { random, speed } = this.#pace;
    const waiting = this.#sql.countPending.get()?.n ?? 0;
    const wave = 1 + 0.6 * Math.sin((at / WAVE_MS) * 2 * Math.PI * speed + 2);
    const perSecond = ((ARRIVALS * wave * speed) / 60) * (waiting > ENOUGH_WAITING ? 0.3 : 1);
    for (let n = random.count(perSecond); n > 0; n--) {
      this.#sql.add.run({
        type: random.pick(taskTypes),
        data: JSON.stringify({ project: random.pick(projects), commit: hex(random.next()) }),
        priority: Math.floor(random.between(0, 10)),
        at: timestamp(at),
      });
    }
    for (const worker of workers) {
      if (this.#free.has(worker.id)) this.#takeNext(worker, at);
    }
  }

  beat(at: number): void {
    const { random } = this.#pace;
    for (const { id } of workers) this.#sql.workerBeat.run({ id, at: timestamp(at) });
    for (const id of ['node-a', 'node-b']) {
      this.#sql.nodeBeat.run({
        id,
        cpu: Math.round(random.between(18, 74)),
        memory: Math.round(random.between(41, 58)),
        at: timestamp(at),
      });
    }
    this.#sql.poolBeat.run({ at: timestamp(at) });
  }

  #takeNext(worker: (typeof workers)[number], at: number): void {
    const { random, agenda, speed } = this.#pace;
    const next = this.#sql.next.get();
    if (next === undefined) return;
    this.#free.delete(worker.id);
    this.#sql.start.run({ id: next.id, worker: worker.id, node: worker.node, at: timestamp(at) });
    this.#sql.workerBusy.run({ id: worker.id, task: next.id });
    agenda.at(at + (random.between(8, 42) * 1000) / speed, (then) =>
      this.#end(next.id, worker, then),
    );
  }

  #end(id: number, worker: (typeof workers)[number], at: number): void {
    const { random, agenda, speed } = this.#pace;
    this.#free.add(worker.id);
    if (!random.chance(0.05)) {
      this.#sql.complete.run({ id, at: timestamp(at) });
      this.#sql.workerIdle.run({ id: worker.id, completed: 1, failed: 0 });
      return;
    }
    const message = random.pick(taskErrors);
    this.#sql.fail.run({ id, at: timestamp(at), message });
    this.#sql.workerIdle.run({ id: worker.id, completed: 0, failed: 1 });
    this.#report(worker.node, message, at);
    if (random.chance(0.6)) {
      agenda.at(at + (random.between(10, 40) * 1000) / speed, () => this.#sql.retry.run(id));
    }
  }

  #report(node: string, message: string, at: number): void {
    const known = this.#sql.again.run({ node, message, at: timestamp(at) });
    if (known.changes > 0) return;
    const type = errorTypes[Math.max(0, taskErrors.indexOf(message))] ?? errorTypes[0];
    const project = Math.floor(this.#pace.random.between(1, 5));
    this.#sql.report.run({ node, type, message, project, at: timestamp(at) });
  }

  #addMachines(at: number): void {
    const now = timestamp(at);
    for (const { id, node } of workers) this.#sql.addWorker.run({ id, node, at: now });
    for (const id of ['node-a', 'node-b'])
      this.#sql.addNode.run({ id, host: `${id}.example`, at: now });
    for (const name of ['dev_api', 'docs', 'codex_review']) {
      this.#sql.addMember.run({ name, health: 'healthy', status: 'running', restarts: 0, at: now });
    }
    const old = timestamp(at - 3 * 60 * MINUTE_MS);
    this.#sql.addMember.run({
      name: 'dev_mobile',
      health: 'unhealthy',
      status: 'running',
      restarts: 6,
      at: old,
    });
    this.#sql.addMember.run({
      name: 'spare_1',
      health: 'unknown',
      status: 'stopped',
      restarts: 0,
      at: old,
    });
  }
}

const hex = (x: number): string =>
  Math.floor(x * 0xfffffff)
    .toString(16)
    .padStart(7, '0');

function prepare(db: Database.Database) {
  const run = (sql: string) => db.prepare<[Record<string, string | number | null>]>(sql);
  return {
    add: run(`INSERT INTO task_queue (task_type, task_data, priority, created_at, timeout_seconds)
      VALUES (@type, @data, @priority, @at, 300)`),
    countPending: db.prepare<[], { n: number }>(
      "SELECT COUNT(*) AS n FROM task_queue WHERE status = 'pending' AND deleted_at IS NULL",
    ),
    next: db.prepare<
      [],
      { id: number }
    >(`SELECT id FROM task_queue WHERE status = 'pending' AND deleted_at IS NULL
      ORDER BY priority DESC, created_at LIMIT 1`),
    start:
      run(`UPDATE task_queue SET status = 'in_progress', assigned_worker = @worker, assigned_node = @node,
      started_at = @at WHERE id = @id`),
    complete: run("UPDATE task_queue SET status = 'completed', completed_at = @at WHERE id = @id"),
    fail: run(
      "UPDATE task_queue SET status = 'failed', completed_at = @at, error_message = @message WHERE id = @id",
    ),
    retry: db.prepare<
      [number]
    >(`UPDATE task_queue SET status = 'pending', assigned_worker = NULL, assigned_node = NULL,
      started_at = NULL, completed_at = NULL, error_message = NULL, retries = retries + 1
      WHERE id = ? AND status = 'failed' AND retries < max_retries`),
    again: run(`UPDATE errors SET occurrence_count = occurrence_count + 1, last_seen = @at
      WHERE node_id = @node AND message = @message AND status = 'open'`),
    report:
      run(`INSERT INTO errors (project_id, node_id, error_type, message, first_seen, last_seen)
      VALUES (@project, @node, @type, @message, @at, @at)`),
    addWorker: run(`INSERT INTO workers (id, node_id, worker_type, status, last_heartbeat)
      VALUES (@id, @node, 'task', 'idle', @at)`),
    workerBusy: run("UPDATE workers SET status = 'busy', current_task_id = @task WHERE id = @id"),
    workerIdle: run(`UPDATE workers SET status = 'idle', current_task_id = NULL,
      tasks_completed = tasks_completed + @completed, tasks_failed = tasks_failed + @failed WHERE id = @id`),
    workerBeat: run('UPDATE workers SET last_heartbeat = @at WHERE id = @id'),
    addNode:
      run(`INSERT INTO nodes (id, hostname, status, disk_usage, last_heartbeat, health_status)
      VALUES (@id, @host, 'online', 61, @at, 'healthy')`),
    nodeBeat: run(
      'UPDATE nodes SET cpu_usage = @cpu, memory_usage = @memory, last_heartbeat = @at WHERE id = @id',
    ),
    addMember:
      run(`INSERT INTO session_pool (name, tmux_name, health, status, restart_count, last_heartbeat,
      created_at, updated_at) VALUES (@name, @name, @health, @status, @restarts, @at, @at, @at)`),
    poolBeat: run(
      "UPDATE session_pool SET last_heartbeat = @at, updated_at = @at WHERE health = 'healthy'",
    ),
  };
}
