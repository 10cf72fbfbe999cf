import type { AlertSettings } from '../../shared/alerts.ts';
import type { AlertsNow, IndexReport } from '../../shared/model.ts';
import type { RootRecord } from '../history/root.ts';
import { Deliverer, type Delivery } from './delivery.ts';
import { publicly, type AlertLog, type LoggedAlert } from './log.ts';
import { momentOf, type MomentContext, type Seen } from './moment-of.ts';

/** Alerts that a snapshot carries at most; the log has the rest. */
const MOST_ON = 50;

const NONE: AlertsNow = { revision: 0, unread: 0, on: [] };

export interface Judging extends Omit<MomentContext, 'lostIndexes'> {
  readonly seen: Seen;
  readonly indexes: {
    readonly indexes: readonly IndexReport[];
    readonly takenBack: ReadonlySet<string>;
  };
  readonly settings: AlertSettings;
}

/**
 * Where alerts come together for one watched target: judges each moment, and says what is to be
 * told. What is on and who was told lies in the log, so that it outlives this.
 */
export class AlertDesk {
  readonly #tell: (delivery: Delivery) => void;
  readonly #deliverer = new Deliverer();
  readonly #missed = new Set<number>();
  #alerts: AlertLog | null = null;
  #revision = -1;
  #unreadUntil = 0;
  #open: readonly LoggedAlert[] = [];
  #now: AlertsNow = NONE;
  #count = 0;

  constructor(tell: (delivery: Delivery) => void) {
    this.#tell = tell;
  }

  /** As of the last moment. */
  get now(): AlertsNow {
    return this.#now;
  }

  /** Judges a moment; what is to be told is told. True when `now` is another than before. */
  judge(root: RootRecord, { seen, indexes, settings, ...context }: Judging): boolean {
    const before = this.#now;
    const moment = momentOf(seen, {
      ...context,
      lostIndexes: root.indexes.lost(indexes.indexes, indexes.takenBack),
    });
    const changed = root.judge(moment);
    for (const { alert, missed } of changed) {
      if (missed && alert.endedAt === null) this.#missed.add(alert.id);
    }
    this.#read(root.alerts, moment.t);
    const deliveries = this.#deliverer.next({
      open: this.#open,
      ended: changed.flatMap(({ alert, withdrawn }) =>
        alert.endedAt === null || withdrawn ? [] : [alert],
      ),
      missed: this.#missed,
      settings,
      now: moment.t,
    });
    for (const delivery of deliveries) this.#deliver(root, delivery, moment.t);
    this.#read(root.alerts, moment.t);
    return this.#now !== before;
  }

  /** Shows what another Lookout judges and tells. True when `now` is another than before. */
  follow(alerts: AlertLog, now: number): boolean {
    const before = this.#now;
    this.#read(alerts, now);
    return this.#now !== before;
  }

  /** Reads the log anew where it has changed, or a snooze has run out. */
  #read(alerts: AlertLog, now: number): void {
    const { revision } = alerts;
    const isNew = alerts !== this.#alerts || revision !== this.#revision;
    if (!isNew && now < this.#unreadUntil) return;
    this.#alerts = alerts;
    this.#revision = revision;
    this.#open = alerts.open();
    this.#unreadUntil = Math.min(
      ...this.#open.flatMap(({ snoozedUntil }) =>
        snoozedUntil !== null && snoozedUntil > now ? [snoozedUntil] : [],
      ),
    );
    this.#count += 1;
    this.#now = {
      revision: this.#count,
      unread: alerts.unread(now),
      on: this.#open.slice(0, MOST_ON).map(publicly),
    };
  }

  #deliver(root: RootRecord, delivery: Delivery, now: number): void {
    const ids = delivery.alerts.map(({ id }) => id);
    if (delivery.kind === 'fired') root.alerts.told(ids, now);
    for (const id of ids) this.#missed.delete(id);
    this.#tell(delivery);
  }
}
