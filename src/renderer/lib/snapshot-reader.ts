import type { SnapshotParts } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/model.ts';
import { share } from './share.ts';

/** Puts snapshots together from their parts; what is the same as in the one before is the same object. */
export class SnapshotReader {
  #texts: SnapshotParts = {};
  #read: Snapshot | null = null;

  /** `previous`: what is shown, which may have come another way. */
  read(parts: SnapshotParts, previous: Snapshot | null): Snapshot {
    const before: Readonly<Record<string, unknown>> = { ...previous };
    const isMine = previous === this.#read;
    const values = Object.entries(parts).map(([name, text]): [string, unknown] => {
      if (isMine && this.#texts[name] === text) return [name, before[name]];
      return [name, share(before[name], JSON.parse(text) as unknown)];
    });
    this.#texts = parts;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parts of a snapshot, by name
    this.#read = Object.fromEntries(values) as unknown as Snapshot;
    return this.#read;
  }
}
