import type Database from 'better-sqlite3';
import type { Agenda } from './agenda.ts';
import { cast, ghosts, type Member } from './cast.ts';
import type { Random } from './random.ts';
import { timestamp } from './sql.ts';
import { kinds, origins, projects, promptErrors, requests } from './texts.ts';

/** What a member is doing, for its row and for its screen. */
export interface Doing {
  readonly state: 'ready' | 'working' | 'asking';
  readonly since: number;
  /** First line of the prompt in hand. */
  readonly task: string | null;
}

export interface Pace {
  readonly random: Random;
  readonly agenda: Agenda;
  /** Everything happens this many times faster. */
  readonly speed: number;
  readonly projectsFolder: string;
}

const MINUTE_MS = 60_000;
const WAVE_MS = 24 * MINUTE_MS;
/** Prompts a minute, at the middle of the wave. */
const ARRIVALS = 2.7;
const ENOUGH_WAITING = 45;

/** Plays the people who add prompts, and the worker that hands them to sessions. */
export class AssignerPlay {
  readonly doing = new Map<string, Doing>();
  readonly #pace: Pace;
  readonly #sql;

  constructor(db: Database.Database, pace: Pace, at: number) {
    this.#pace = pace;
    this.#sql = prepare(db);
    for (const member of members()) this.#addRow(member.name, provider(member), 'idle', member, at);
    for (const ghost of ghosts) this.#addRow(ghost.name, ghost.provider, ghost.status, null, at);
    for (const member of members())
      this.doing.set(member.name, { state: 'ready', since: at, task: null });
  }

  /** One second of the worker's loop: new prompts, and work for whoever is free. */
  step(at: number): void {
    const { random, speed } = this.#pace;
    const waiting = this.#sql.countPending.get()?.n ?? 0;
    const wave = 1 + 0.75 * Math.sin((at / WAVE_MS) * 2 * Math.PI * speed);
    const perSecond = ((ARRIVALS * wave * speed) / 60) * (waiting > ENOUGH_WAITING ? 0.3 : 1);
    for (let n = random.count(perSecond); n > 0; n--) this.#arrive(at);
    for (const member of members()) {
      if (member.part !== 'dead' && this.doing.get(member.name)?.state === 'ready') {
        this.#takeNext(member, at);
      }
    }
  }

  /** What the workers write though nothing happens: that they are alive, and what they saw. */
  beat(at: number): void {
    for (const { name, part } of members()) {
      if (part !== 'dead') this.#sql.seen.run({ name, at: timestamp(at) });
    }
  }

  /** One prompt each that went wrong for good: on the session that died, and on a ghost. */
  openWounds(at: number): void {
    this.#giveLongAgo('dev_search', at - 52 * MINUTE_MS, 45);
    this.#giveLongAgo('pr_review_4', at - 12 * MINUTE_MS, 30);
  }

  #addRow(
    name: string,
    by: string | null,
    status: string,
    member: Member | null,
    at: number,
  ): void {
    this.#sql.addSession.run({
      name,
      status,
      provider: by,
      isClaude: by === 'claude' ? 1 : 0,
      folder: member === null ? null : `${this.#pace.projectsFolder}/${member.project}`,
      branch: member?.branch ?? null,
      at: timestamp(member === null ? at - 26 * 60 * MINUTE_MS : at),
    });
  }

  #arrive(at: number): void {
    const { random } = this.#pace;
    const target = random.chance(0.15) ? random.pick(['dev_api', 'docs'] as const) : null;
    this.#sql.add.run({
      content: random.pick(requests),
      source: random.pick(origins),
      priority: random.chance(0.15) ? 8 : Math.floor(random.between(0, 6)),
      at: timestamp(at),
      metadata: JSON.stringify({ type: random.pick(kinds), project: random.pick(projects) }),
      target,
      provider:
        target === null && random.chance(0.3) ? random.pick(['claude', 'codex'] as const) : null,
      timeout: random.pick([10, 15, 30] as const),
    });
  }

  #takeNext(member: Member, at: number): void {
    const { random, agenda, speed } = this.#pace;
    const next = this.#sql.next.get({ session: member.name, provider: provider(member) });
    if (next === undefined || random.chance(0.4)) return;
    const task = next.content.split('\n', 1)[0] ?? '';
    this.#assign(next.id, member.name, at);
    this.doing.set(member.name, { state: 'working', since: at, task });
    agenda.at(at + 2000 / speed, (then) => this.#start(next.id, member.name, then));
    const asks = member.part === 'asks' || (member.program === 'codex' && random.chance(0.4));
    const minutes = random.between(0.4, 1.6);
    const end = at + (minutes * MINUTE_MS) / speed;
    if (!asks) {
      agenda.at(end, (then) => this.#end(next.id, member, then));
      return;
    }
    const [from, to] = member.part === 'asks' ? ASKS : ASKS_BRIEFLY;
    const answered = end + (random.between(from, to) * MINUTE_MS) / speed;
    agenda.at((at + end) / 2, (then) =>
      this.doing.set(member.name, { state: 'asking', since: then, task }),
    );
    agenda.at(answered, (then) =>
      this.doing.set(member.name, { state: 'working', since: then, task }),
    );
    agenda.at(answered + (0.5 * MINUTE_MS) / speed, (then) => this.#end(next.id, member, then));
  }

  #assign(id: number, session: string, at: number): void {
    this.#sql.assign.run({ id, session, at: timestamp(at) });
    this.#sql.busy.run({ id, session, at: timestamp(at) });
    this.#log(id, session, 'assigned', at);
  }

  #start(id: number, session: string, at: number): void {
    this.#sql.start.run(id);
    this.#log(id, session, 'started', at);
  }

  #end(id: number, { name }: Member, at: number): void {
    const { random, agenda, speed } = this.#pace;
    const failed = random.chance(0.07);
    const done = timestamp(at);
    if (failed) this.#sql.fail.run({ id, at: done, error: random.pick(promptErrors) });
    else this.#sql.complete.run({ id, at: done });
    this.#log(id, name, failed ? 'failed' : 'completed', at);
    this.#sql.idle.run({ session: name, at: done });
    this.doing.set(name, { state: 'ready', since: at, task: null });
    if (failed && random.chance(0.5)) {
      agenda.at(at + (random.between(15, 60) * 1000) / speed, () => this.#sql.retry.run(id));
    }
  }

  #giveLongAgo(session: string, at: number, timeoutMinutes: number): void {
    const { lastInsertRowid } = this.#sql.add.run({
      content: this.#pace.random.pick(requests),
      source: 'api',
      priority: 5,
      at: timestamp(at - 2 * MINUTE_MS),
      metadata: JSON.stringify({ type: 'bugfix', project: 'search' }),
      target: session,
      provider: null,
      timeout: timeoutMinutes,
    });
    this.#assign(Number(lastInsertRowid), session, at);
    this.#start(Number(lastInsertRowid), session, at + 2000);
  }

  #log(id: number, session: string, action: string, at: number): void {
    this.#sql.log.run({ id, session, action, at: timestamp(at) });
  }
}

/** How long a question stays unanswered, minutes. */
const ASKS = [6, 14] as const;
const ASKS_BRIEFLY = [0.3, 1.5] as const;

/** Those that the database knows. */
const members = (): readonly Member[] =>
  cast.filter(({ part }) => part === 'worker' || part === 'asks' || part === 'dead');

const provider = ({ program }: Member): string => program;

function prepare(db: Database.Database) {
  const run = (sql: string) => db.prepare<[Record<string, string | number | null>]>(sql);
  return {
    add: run(`INSERT INTO prompts (content, source, priority, created_at, metadata, target_session, target_provider,
      timeout_minutes) VALUES (@content, @source, @priority, @at, @metadata, @target, @provider, @timeout)`),
    countPending: db.prepare<[], { n: number }>(
      "SELECT COUNT(*) AS n FROM prompts WHERE status = 'pending'",
    ),
    next: db.prepare<
      [{ session: string; provider: string }],
      { id: number; content: string }
    >(`SELECT id, content FROM prompts WHERE status = 'pending'
      AND (target_session IS NULL OR target_session = @session)
      AND (target_provider IS NULL OR target_provider = @provider)
      ORDER BY priority DESC, created_at ASC LIMIT 1`),
    assign: run(
      "UPDATE prompts SET status = 'assigned', assigned_session = @session, assigned_at = @at WHERE id = @id",
    ),
    start: db.prepare<[number]>("UPDATE prompts SET status = 'in_progress' WHERE id = ?"),
    complete: run(
      "UPDATE prompts SET status = 'completed', completed_at = @at, response = 'Done.' WHERE id = @id",
    ),
    fail: run(
      "UPDATE prompts SET status = 'failed', completed_at = @at, error = @error WHERE id = @id",
    ),
    retry: db.prepare<[number]>(`UPDATE prompts SET status = 'pending', assigned_session = NULL,
      assigned_at = NULL, completed_at = NULL, error = NULL, retry_count = retry_count + 1
      WHERE id = ? AND status = 'failed' AND retry_count < max_retries`),
    log: run(`INSERT INTO assignment_history (prompt_id, session_name, action, created_at)
      VALUES (@id, @session, @action, @at)`),
    addSession:
      run(`INSERT INTO sessions (name, status, provider, is_claude, working_dir, current_dir, git_branch,
      last_activity, updated_at) VALUES (@name, @status, @provider, @isClaude, @folder, @folder, @branch, @at, @at)`),
    busy: run(`UPDATE sessions SET status = 'busy', current_task_id = @id, last_activity = @at, updated_at = @at
      WHERE name = @session`),
    idle: run(`UPDATE sessions SET status = 'idle', current_task_id = NULL, last_activity = @at, updated_at = @at
      WHERE name = @session`),
    seen: run('UPDATE sessions SET updated_at = @at WHERE name = @name'),
  };
}
