import type { ProbeResult } from '../../shared/model.ts';
import { join } from 'node:path';
import type { Remote } from '../../shared/remote.ts';
import { dataFolder } from '../data-folder.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createProbeSource } from '../probe/probe.ts';
import type { Source } from '../readings.ts';
import { ArchitectSource } from '../sources/architect-source.ts';
import { AssignerSource } from '../sources/assigner-source.ts';
import { createTmuxSource, type TmuxSource } from '../tmux/scan.ts';

/** Makes the sources of one target. */
export interface Parts {
  assigner(file: string, intervalMs: number): AssignerSource;
  architect(file: string, intervalMs: number): ArchitectSource;
  tmux(socket: string | null, intervalMs: number): TmuxSource;
  remote(remote: Remote, intervalMs: number): TmuxSource;
  probe(url: string, intervalMs: number): Source<ProbeResult>;
}

/** `rulesFile`: a user's own rules for reading screens; null for none. */
export const realParts = (
  clock: Clock,
  log: Log,
  rulesFile: string | null,
  /** Where sockets of ssh's shared connections may be. */
  sshFolder = join(dataFolder(), 'ssh'),
): Parts => ({
  assigner: (file, intervalMs) => new AssignerSource({ file, intervalMs, clock, log }),
  architect: (file, intervalMs) => new ArchitectSource({ file, intervalMs, clock, log }),
  tmux: (socket, intervalMs) => createTmuxSource({ socket, intervalMs, clock, rulesFile }),
  remote: ({ host, tmuxSocket }, intervalMs) =>
    createTmuxSource({
      socket: tmuxSocket,
      remote: { host, controlFolder: sshFolder },
      intervalMs,
      clock,
      rulesFile,
    }),
  probe: (url, intervalMs) => createProbeSource({ url, intervalMs, clock }),
});
