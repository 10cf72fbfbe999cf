import type Database from 'better-sqlite3';
import { z } from 'zod';
import { alertKinds, severities } from '../../shared/alerts.ts';
import type { Alert } from '../../shared/model.ts';
import { damageOf, readable, timeOf, type Damage } from '../history/damage.ts';
import { plainText } from '../queue/text.ts';
import { targetSchema } from '../../shared/target.ts';
import type { AlertEvent, OpenAlert } from './engine.ts';

const TEXT_LENGTH = 300;
/** Newest alerts kept a root. */
const KEPT = 5000;
/** Alerts marked on a time axis at most. */
const MOST_BETWEEN = 200;

const rowSchema = z.object({
  id: z.number(),
  rule: z.string(),
  kind: z.enum(alertKinds),
  severity: z.enum(severities),
  subject: z.string(),
  text: z.string(),
  target: z.string().transform((json) => targetSchema.parse(JSON.parse(json))),
  firedAt: z.number(),
  endedAt: z.number().nullable(),
  acknowledgedAt: z.number().nullable(),
  snoozedUntil: z.number().nullable(),
  toldAt: z.number().nullable(),
});

/** As stored: with when a person was told of it last; null while that is still to be done. */
export type LoggedAlert = Alert & { readonly toldAt: number | null };

/** Without what only Lookout itself needs. */
export function publicly(logged: LoggedAlert): Alert {
  const { id, rule, kind, severity, subject, text, target } = logged;
  const { firedAt, endedAt, acknowledgedAt, snoozedUntil } = logged;
  const about = { id, rule, kind, severity, subject, text, target };
  return { ...about, firedAt, endedAt, acknowledgedAt, snoozedUntil };
}

const COLUMNS = `SELECT id, rule, kind, severity, subject, text, target, fired_at AS firedAt,
  ended_at AS endedAt, acknowledged_at AS acknowledgedAt, snoozed_until AS snoozedUntil,
  told_at AS toldAt FROM alert`;

interface StoredRow {
  readonly id: number;
  readonly firedAt: unknown;
}

/**
 * Every alert that fired on one root, until it ended, and what the user said to it. A row that is not
 * what was written is noted (`damageOf`) and left out, and costs nothing else.
 */
export class AlertLog {
  readonly #db: Database.Database;
  readonly #root: number;
  readonly #damage: Damage;
  readonly #sql;
  #revision = 0;

  constructor(db: Database.Database, root: number) {
    this.#db = db;
    this.#root = root;
    this.#damage = damageOf(db);
    this.#sql = prepare(db);
  }

  /** Grows with everything that changes here, and with what other processes write to the file. */
  get revision(): number {
    return this.#revision + Number(this.#db.pragma('data_version', { simple: true }));
  }

  /** Stores what the engine said at `t`; answers with the alerts it is about, as they are now. */
  apply(events: readonly AlertEvent[], t: number): LoggedAlert[] {
    return events.flatMap(({ kind, rule, finding, at }) => {
      this.#revision += 1;
      if (kind === 'fired')
        return this.#insert({ rule: rule.id, kind: rule.kind, ...finding }, rule.severity, t);
      const alert = this.#openOne(rule.id, finding.subject);
      if (alert === undefined) return [];
      // A clock that was put back in between must not end it before it began.
      const endedAt = Math.max(at, alert.firedAt);
      this.#sql.end.run(endedAt, this.#root, alert.id);
      return [{ ...alert, endedAt }];
    });
  }

  /** Alerts that are on, newest first. */
  open(): LoggedAlert[] {
    return this.#readable(this.#sql.open.all(this.#root));
  }

  /** The newest alerts, ended or not; older than alert `before` if given. */
  recent(most = 200, before = Number.MAX_SAFE_INTEGER): LoggedAlert[] {
    return this.#readable(this.#sql.recent.all(this.#root, before, most));
  }

  /** Times a rule fired in [from, to), oldest first. */
  ofRule(rule: string, from: number, to: number): LoggedAlert[] {
    return this.#readable(this.#sql.ofRule.all(this.#root, rule, from, to));
  }

  /** The newest that were on at some time in [from, to). */
  between(from: number, to: number): LoggedAlert[] {
    return this.#readable(this.#sql.between.all(this.#root, to, from));
  }

  get(id: number): LoggedAlert | null {
    const row = this.#sql.one.get(this.#root, id);
    return row === undefined ? null : this.#parse(row);
  }

  #openOne(rule: string, subject: string): LoggedAlert | undefined {
    return this.#readable(this.#sql.openOne.all(this.#root, rule, subject))[0];
  }

  #readable(rows: readonly StoredRow[]): LoggedAlert[] {
    return rows.flatMap((row) => this.#parse(row) ?? []);
  }

  #parse(row: StoredRow): LoggedAlert | null {
    const at = timeOf(row.firedAt);
    const about = { what: 'alert', from: at, to: at, id: row.id };
    return readable(this.#damage, about, () => rowSchema.parse(row));
  }

  /** How many, over or not, are neither acknowledged nor snoozed at `now`. */
  unread(now: number): number {
    return this.#sql.unread.get(this.#root, now)?.n ?? 0;
  }

  /**
   * What was on when Lookout stopped, for the engine; those of rules that are gone end now. One that
   * cannot be read any more is closed: it would count as unread for good, and nobody could see it.
   */
  resume(ruleIds: ReadonlySet<string>, now: number): OpenAlert[] {
    for (const row of this.#sql.unsettled.all(this.#root)) {
      if (this.#parse(row) === null) this.#sql.settle.run(now, now, this.#root, row.id);
    }
    return this.open().flatMap(({ id, rule, subject, text, target, firedAt }): OpenAlert[] => {
      if (ruleIds.has(rule)) return [{ rule, finding: { subject, text, target }, firedAt }];
      this.#sql.end.run(now, this.#root, id);
      return [];
    });
  }

  /** Takes over what is on in another log (of a file that cannot be written any more, or of memory). */
  adopt(alerts: readonly LoggedAlert[]): void {
    for (const alert of alerts) {
      const { rule, kind, severity, subject, text, target, firedAt, toldAt } = alert;
      if (this.#openOne(rule, subject) !== undefined) continue;
      this.#insert({ rule, kind, subject, text, target }, severity, firedAt);
      const copy = this.#openOne(rule, subject);
      if (copy !== undefined && toldAt !== null) this.told([copy.id], toldAt);
    }
  }

  /** A person has been told of these. */
  told(ids: readonly number[], now: number): void {
    for (const id of ids) this.#sql.told.run(now, this.#root, id);
    this.#revision += 1;
  }

  /** Those given, or all that are not yet. */
  acknowledge(ids: readonly number[] | 'all', now: number): void {
    if (ids === 'all') this.#sql.acknowledgeAll.run(now, this.#root);
    else for (const id of ids) this.#sql.acknowledge.run(now, this.#root, id);
    this.#revision += 1;
  }

  /** Nothing is said of it until then; if it is still on by then, it is told anew. */
  snooze(id: number, until: number): void {
    this.#sql.snooze.run(until, this.#root, id);
    this.#revision += 1;
  }

  #insert(
    about: Pick<Alert, 'rule' | 'kind' | 'subject' | 'text' | 'target'>,
    severity: Alert['severity'],
    t: number,
  ): LoggedAlert[] {
    const { rule, kind, subject, text, target } = about;
    // It may quote a name or a screen: one line, plain, and no longer than a person reads.
    const words = plainText(text, TEXT_LENGTH) ?? '';
    const json = JSON.stringify(target);
    const { lastInsertRowid } = this.#sql.insert.run(
      this.#root,
      rule,
      kind,
      severity,
      subject,
      words,
      json,
      t,
    );
    this.#sql.forget.run(this.#root, this.#root);
    const stored = this.get(Number(lastInsertRowid));
    return stored === null ? [] : [stored];
  }
}

function prepare(db: Database.Database) {
  return {
    insert: db.prepare(
      `INSERT INTO alert (root, rule, kind, severity, subject, text, target, fired_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    one: db.prepare<[number, number], StoredRow>(`${COLUMNS} WHERE root = ? AND id = ?`),
    openOne: db.prepare<[number, string, string], StoredRow>(
      `${COLUMNS} WHERE root = ? AND rule = ? AND subject = ? AND ended_at IS NULL`,
    ),
    end: db.prepare('UPDATE alert SET ended_at = ? WHERE root = ? AND id = ?'),
    open: db.prepare<[number], StoredRow>(
      `${COLUMNS} WHERE root = ? AND ended_at IS NULL ORDER BY id DESC`,
    ),
    recent: db.prepare<[number, number, number], StoredRow>(
      `${COLUMNS} WHERE root = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    ),
    ofRule: db.prepare<[number, string, number, number], StoredRow>(
      `${COLUMNS} WHERE root = ? AND rule = ? AND fired_at >= ? AND fired_at < ? ORDER BY fired_at`,
    ),
    between: db.prepare<[number, number, number], StoredRow>(
      `${COLUMNS} WHERE root = ? AND fired_at < ? AND (ended_at IS NULL OR ended_at >= ?)
         ORDER BY fired_at DESC LIMIT ${MOST_BETWEEN}`,
    ),
    unread: db.prepare<[number, number], { n: number }>(
      `SELECT count(*) AS n FROM alert WHERE root = ? AND acknowledged_at IS NULL
         AND (snoozed_until IS NULL OR snoozed_until <= ?)`,
    ),
    unsettled: db.prepare<[number], StoredRow>(
      `${COLUMNS} WHERE root = ? AND (ended_at IS NULL OR acknowledged_at IS NULL)`,
    ),
    settle: db.prepare(
      'UPDATE alert SET ended_at = ?, acknowledged_at = ? WHERE root = ? AND id = ?',
    ),
    told: db.prepare('UPDATE alert SET told_at = ? WHERE root = ? AND id = ?'),
    acknowledge: db.prepare(
      'UPDATE alert SET acknowledged_at = ? WHERE root = ? AND id = ? AND acknowledged_at IS NULL',
    ),
    acknowledgeAll: db.prepare(
      'UPDATE alert SET acknowledged_at = ? WHERE root = ? AND acknowledged_at IS NULL',
    ),
    snooze: db.prepare(
      'UPDATE alert SET snoozed_until = ?, told_at = NULL WHERE root = ? AND id = ?',
    ),
    forget: db.prepare(
      `DELETE FROM alert WHERE root = ? AND id < (SELECT id FROM alert WHERE root = ?
         ORDER BY id DESC LIMIT 1 OFFSET ${KEPT})`,
    ),
  };
}
