import type { Random } from '../../../demo/random.ts';
import type { WriteStep } from './write-log.ts';

/** Files by path; null: it is not there. */
export type Disk = Map<string, Buffer | null>;

/** A disk writes sectors of this many bytes wholly or not at all. */
const SECTOR = 512;

/** Which of the steps that were not synced yet reached the disk. */
export type Fate = 'none' | 'all' | 'some';

/**
 * What a disk may have after the power went at `cut` steps: all that was synced, and of the rest
 * nothing, everything, or any of it in any order, the last sectors of a write perhaps missing. Names
 * of new files are on the disk with their first sync; that a file was removed may be forgotten.
 */
export function diskAfter(
  before: Disk,
  steps: readonly WriteStep[],
  { cut, fate, random }: { readonly cut: number; readonly fate: Fate; readonly random: Random },
): Disk {
  const disk: Disk = new Map(before);
  const pending = new Map<string, WriteStep[]>();
  for (const step of steps.slice(0, cut)) {
    const own = pending.get(step.path) ?? [];
    if (step.kind === 'sync') {
      for (const one of own) apply(disk, one);
      pending.delete(step.path);
    } else {
      pending.set(step.path, [...own, step]);
    }
  }
  for (const own of pending.values()) {
    for (const step of own) {
      if (fate === 'all' || (fate === 'some' && random.chance(0.5))) {
        apply(disk, fate === 'some' ? torn(step, random) : step);
      }
    }
  }
  return disk;
}

function apply(disk: Disk, step: WriteStep): void {
  if (step.kind === 'unlink') disk.set(step.path, null);
  else if (step.kind === 'truncate') disk.set(step.path, resized(disk, step.path, step.size));
  else if (step.kind === 'write') {
    const old = disk.get(step.path)?.length ?? 0;
    const content = resized(disk, step.path, Math.max(old, step.at + step.bytes.length));
    step.bytes.copy(content, step.at);
    disk.set(step.path, content);
  }
}

/** A copy: the buffers of a disk are shared with the one before. */
function resized(disk: Disk, path: string, size: number): Buffer {
  const content = Buffer.alloc(size);
  disk.get(path)?.copy(content, 0, 0, size);
  return content;
}

function torn(step: WriteStep, random: Random): WriteStep {
  if (step.kind !== 'write' || random.chance(0.8)) return step;
  const sectors = Math.floor((step.bytes.length / SECTOR) * random.next());
  return { ...step, bytes: step.bytes.subarray(0, sectors * SECTOR) };
}
