import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { privateServer, type PrivateServer } from '../../test/core/tmux/private-server.ts';
import { Writer } from '../../test/lib/writer.ts';
import { test as base } from './lookout.ts';

/** An Architect folder of a test's own: real databases, another process that writes them, real tmux. */
export interface Fleet {
  readonly root: string;
  readonly assigner: string;
  readonly architect: string;
  readonly writer: Writer;
  readonly server: PrivateServer;
  /** Lookout's flags that watch it. */
  readonly flags: readonly string[];
}

export const test = base.extend<{ readonly fleet: Fleet }>({
  fleet: async ({ profile }, use) => {
    const root = join(profile, 'fleet');
    await mkdir(join(root, 'data', 'assigner'), { recursive: true });
    const assigner = join(root, 'data', 'assigner', 'assigner.db');
    const architect = join(root, 'data', 'architect.db');
    const writer = new Writer();
    const server = privateServer();
    await writer.create(assigner, { database: 'assigner' });
    await writer.create(architect, { database: 'architect' });
    const flags = ['--root', root, '--tmux-socket', server.socket];
    await use({ root, assigner, architect, writer, server, flags });
    server.close();
    await writer.stop();
  },
});
