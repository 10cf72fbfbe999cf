import type Database from 'better-sqlite3';
import { z } from 'zod';
import { alertKinds, alertRuleSchema, type Alert } from '../../shared/alerts.ts';
import { targetSchema } from '../../shared/target.ts';
import type { AlertEvent, OpenAlert } from './engine.ts';

/** Newest alerts kept a root. */
const KEPT = 5000;

const rowSchema = z.object({
  id: z.number(),
  rule: z.string(),
  kind: z.enum(alertKinds),
  severity: alertRuleSchema.shape.severity,
  subject: z.string(),
  text: z.string(),
  target: z.string().transform((json) => targetSchema.parse(JSON.parse(json))),
  firedAt: z.number(),
  endedAt: z.number().nullable(),
  acknowledgedAt: z.number().nullable(),
  snoozedUntil: z.number().nullable(),
});

const COLUMNS = `SELECT id, rule, kind, severity, subject, text, target, fired_at AS firedAt,
  ended_at AS endedAt, acknowledged_at AS acknowledgedAt, snoozed_until AS snoozedUntil FROM alert`;

/** Every alert that fired on one root, until it ended, and what the user said to it. */
export class AlertLog {
  readonly #root: number;
  readonly #sql;

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#sql = {
      insert: db.prepare(
        `INSERT INTO alert (root, rule, kind, severity, subject, text, target, fired_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      end: db.prepare(
        'UPDATE alert SET ended_at = ? WHERE root = ? AND rule = ? AND subject = ? AND ended_at IS NULL',
      ),
      open: db.prepare(`${COLUMNS} WHERE root = ? AND ended_at IS NULL ORDER BY fired_at DESC`),
      recent: db.prepare(`${COLUMNS} WHERE root = ? ORDER BY fired_at DESC, id DESC LIMIT ?`),
      acknowledge: db.prepare('UPDATE alert SET acknowledged_at = ? WHERE root = ? AND id = ?'),
      snooze: db.prepare('UPDATE alert SET snoozed_until = ? WHERE root = ? AND id = ?'),
      forget: db.prepare(
        `DELETE FROM alert WHERE root = ? AND id < (SELECT id FROM alert WHERE root = ?
           ORDER BY id DESC LIMIT 1 OFFSET ${KEPT})`,
      ),
    };
  }

  /** Stores what the engine said at `t`. */
  apply(events: readonly AlertEvent[], t: number): void {
    for (const { kind, rule, finding, at } of events) {
      if (kind === 'ended') {
        this.#sql.end.run(at, this.#root, rule.id, finding.subject);
        continue;
      }
      const { subject, text, target } = finding;
      this.#sql.insert.run(
        this.#root,
        rule.id,
        rule.kind,
        rule.severity,
        subject,
        text,
        JSON.stringify(target),
        t,
      );
      this.#sql.forget.run(this.#root, this.#root);
    }
  }

  /** Alerts that are on, newest first. */
  open(): Alert[] {
    return this.#sql.open.all(this.#root).map((row) => rowSchema.parse(row));
  }

  /** The newest alerts, ended or not. */
  recent(most = 200): Alert[] {
    return this.#sql.recent.all(this.#root, most).map((row) => rowSchema.parse(row));
  }

  /** What was on when Lookout stopped, for the engine; those of rules that are gone end now. */
  resume(ruleIds: ReadonlySet<string>, now: number): OpenAlert[] {
    return this.open().flatMap(({ rule, subject, text, target, firedAt }): OpenAlert[] => {
      if (ruleIds.has(rule)) return [{ rule, finding: { subject, text, target }, firedAt }];
      this.#sql.end.run(now, this.#root, rule, subject);
      return [];
    });
  }

  acknowledge(id: number, now: number): void {
    this.#sql.acknowledge.run(now, this.#root, id);
  }

  snooze(id: number, until: number): void {
    this.#sql.snooze.run(until, this.#root, id);
  }
}
