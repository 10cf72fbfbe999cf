import type { PoolMember } from '../../shared/model.ts';
import { duration } from '../../shared/words.ts';

/** The pool owner's own limits. */
const HEARTBEAT_MS = 15 * 60_000;
const RESTARTS = 5;

/**
 * What is wrong with each member by its owner's own definition. `tmuxNames` is null when tmux
 * cannot say who exists: then nobody is called gone.
 */
export function judgePool(
  pool: readonly PoolMember[],
  tmuxNames: ReadonlySet<string> | null,
  now: number,
): PoolMember[] {
  return pool.map((member) => ({ ...member, concerns: concerns(member, tmuxNames, now) }));
}

function concerns(
  { name, tmuxName, status, lastHeartbeatAt, restarts }: PoolMember,
  tmuxNames: ReadonlySet<string> | null,
  now: number,
): string[] {
  // A member that is meant to be stopped lacks nothing.
  if (status === 'stopped') return [];
  const found: string[] = [];
  if (tmuxNames !== null && !tmuxNames.has(tmuxName ?? name)) found.push('not in tmux');
  if (lastHeartbeatAt === null) found.push('no heartbeat yet');
  else if (now - lastHeartbeatAt > HEARTBEAT_MS) {
    found.push(`no heartbeat for ${duration(now - lastHeartbeatAt)}`);
  }
  if (restarts > RESTARTS) found.push(`${restarts} restarts`);
  return found;
}
