import type { AttentionItem } from '../../shared/model.ts';

const bySeverity: Readonly<Record<AttentionItem['severity'], number>> = {
  broken: 0,
  attention: 1,
  info: 2,
};

/** Remembers when each item was first seen, for those that carry no time of their own. */
export class Sightings {
  #firstSeen: ReadonlyMap<string, number> = new Map();

  /** Fills in missing times and orders: gravest first, then oldest. Forgets what is no longer there. */
  stamp(items: readonly AttentionItem[], now: number): AttentionItem[] {
    const stamped = items.map((item) => ({
      ...item,
      since: item.since ?? this.#firstSeen.get(item.id) ?? now,
    }));
    this.#firstSeen = new Map(stamped.map(({ id, since }) => [id, since]));
    return stamped.toSorted(
      (a, b) =>
        bySeverity[a.severity] - bySeverity[b.severity] ||
        a.since - b.since ||
        a.id.localeCompare(b.id),
    );
  }
}
