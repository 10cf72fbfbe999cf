import { z } from 'zod';
import type { RemoteName, Snapshot, SourceStatus } from './model.ts';

/** tmux on another machine, read over the user's own ssh. */
export const remoteSchema = z.object({
  /** As given to ssh: a name of its configuration, or user@host. Never an option. */
  host: z.string().regex(/^[A-Za-z0-9_][\w.@-]{0,200}$/),
  /** tmux -L name over there; null for the default server. */
  tmuxSocket: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .nullable()
    .default(null),
});

export type Remote = z.infer<typeof remoteSchema>;

/** Hosts by name; each one once. */
export const remotesSchema = z
  .array(remoteSchema)
  .max(20)
  .refine((all) => new Set(all.map(({ host }) => host)).size === all.length)
  .default([]);

const PREFIX = 'tmux@';

export const remoteName = (host: string): RemoteName => `${PREFIX}${host}`;

interface RemoteSource {
  readonly name: RemoteName;
  readonly host: string;
  readonly status: SourceStatus;
}

/** The remote servers among the sources, in the order of the settings. */
export function remotesOf(sources: Snapshot['sources']): RemoteSource[] {
  return Object.entries(sources).flatMap(([name, status]) => {
    if (!name.startsWith(PREFIX)) return [];
    const host = name.slice(PREFIX.length);
    return [{ name: remoteName(host), host, status }];
  });
}

/** The source that a session was seen by. */
export function sourceOfSession(
  sources: Snapshot['sources'],
  { host }: { readonly host: string | null },
): SourceStatus {
  return host === null ? sources.tmux : (sources[remoteName(host)] ?? sources.tmux);
}
