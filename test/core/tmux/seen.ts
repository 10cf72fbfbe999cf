import { vi } from 'vitest';
import type { TmuxSource } from '../../../src/core/tmux/scan.ts';
import type { Session } from '../../../src/shared/model.ts';

/** Scans until the session called `name` passes `check`. */
export const sessionSeen = (
  source: TmuxSource,
  name: string,
  check: (session: Session) => boolean,
  timeout = 15_000,
): Promise<Session> =>
  vi.waitUntil(
    async () => {
      await source.read();
      return source.latest()?.sessions.find((one) => one.name === name && check(one));
    },
    { timeout, interval: 50 },
  );
