import { onTestFinished } from 'vitest';
import { Monitor } from '../../../src/core/monitor/monitor.ts';
import type { Parts } from '../../../src/core/monitor/parts.ts';
import type { WatchTarget } from '../../../src/core/monitor/port.ts';
import type { Snapshot } from '../../../src/shared/model.ts';
import { settingsSchema, type Settings } from '../../../src/shared/settings.ts';

/** As fast as settings allow, so that tests wait little. */
export const fast: Settings = settingsSchema.parse({
  cadence: { databasesS: 0.25, tmuxS: 0.5, probeS: 1 },
});

/** A monitor whose snapshots can be waited for. */
export class Watching {
  readonly monitor: Monitor;
  readonly snapshots: Snapshot[] = [];
  #waiting: (() => void)[] = [];

  constructor(parts?: Parts) {
    this.monitor = new Monitor({
      log: () => undefined,
      onSnapshot: (snapshot) => {
        // What crosses to the window is a copy: everything in it must be able to.
        this.snapshots.push(structuredClone(snapshot));
        for (const look of this.#waiting) look();
      },
      ...(parts === undefined ? {} : { parts }),
    });
    onTestFinished(() => this.monitor.stop());
  }

  static async of(target: WatchTarget, settings = fast, parts?: Parts): Promise<Watching> {
    const watching = new Watching(parts);
    await watching.monitor.watch(target, settings);
    return watching;
  }

  /** The next snapshot (from now on) of which `is` is true; the test's own timeout ends the wait. */
  next(is: (snapshot: Snapshot) => boolean = () => true): Promise<Snapshot> {
    const from = this.snapshots.length;
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.snapshots.slice(from).find((snapshot) => is(snapshot));
        if (found === undefined) return;
        this.#waiting = this.#waiting.filter((other) => other !== look);
        resolve(found);
      };
      this.#waiting.push(look);
    });
  }
}
