import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** Leaves `room` bytes of it. */
  readonly fill: (room: number) => void;
  /** Undoes `fill`. */
  readonly free: () => void;
  readonly remove: () => void;
}

/** A disk of its own that is soon full; null where this user may not make one. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: (room) => {
      const [, free = '0'] = execFileSync('df', ['--output=avail', '-B1', folder], {
        encoding: 'utf8',
      }).split('\n');
      writeFileSync(ballast, Buffer.alloc(Math.max(0, Number(free) - room)));
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
