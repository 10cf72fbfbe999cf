import { readdirSync, readFileSync } from 'node:fs';

/** Processor time, read from /proc: Linux only. */

/** USER_HZ: what the kernel counts in towards user space. */
const MS_PER_TICK = 10;

interface CpuMs {
  /** By all threads of the process. */
  readonly own: number;
  /** By children that have ended and were waited for, and theirs. */
  readonly ended: number;
}

export function cpuMs(pid: number): CpuMs {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ms = (from: number) =>
    fields.slice(from, from + 2).reduce((sum, ticks) => sum + Number(ticks) * MS_PER_TICK, 0);
  return { own: ms(11), ended: ms(13) };
}

/** Time used by everything that the process ever started and that has not let go of it, ms. */
export function childrenCpuMs(of: number): number {
  const pids = readdirSync(`/proc/${of}/task`).flatMap((thread) =>
    readFileSync(`/proc/${of}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return pids.reduce((sum, pid) => sum + livingMs(Number(pid)), cpuMs(of).ended);
}

function livingMs(pid: number): number {
  try {
    const { own, ended } = cpuMs(pid);
    return own + ended;
  } catch {
    // It ended a moment ago: its time is counted with those that have.
    return 0;
  }
}
