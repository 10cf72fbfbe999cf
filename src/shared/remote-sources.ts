import type { RemoteName, Snapshot, SourceStatus } from './model.ts';

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
