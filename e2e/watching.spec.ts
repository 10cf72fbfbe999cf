import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Writer } from '../test/lib/writer.ts';
import { privateServer, type PrivateServer } from '../test/core/tmux/private-server.ts';
import { test as base } from './lib/lookout.ts';
import { snapshotOf, sourceOf } from './lib/snapshot.ts';

interface Fixtures {
  /** Another process that writes the databases. */
  readonly writer: Writer;
  /** A tmux server of this test's own. */
  readonly server: PrivateServer;
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern
  writer: async ({}, use) => {
    const writer = new Writer();
    await use(writer);
    await writer.stop();
  },
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = privateServer();
    await use(server);
    server.close();
  },
});

/** Where an Architect folder keeps its two databases. */
async function placesIn(root: string) {
  await mkdir(join(root, 'data', 'assigner'), { recursive: true });
  return {
    assigner: join(root, 'data', 'assigner', 'assigner.db'),
    architect: join(root, 'data', 'architect.db'),
  };
}

test('a real Architect folder and a real tmux server show as they are', async ({
  launch,
  profile,
  writer,
  server,
}) => {
  const root = join(profile, 'fleet');
  const { assigner, architect } = await placesIn(root);
  await writer.create(assigner, { database: 'assigner' });
  await writer.create(architect, { database: 'architect' });
  await writer.exec(assigner, "INSERT INTO prompts (content) VALUES ('one'), ('two')");
  server.start('builder');

  const lookout = await launch({ flags: ['--root', root, '--tmux-socket', server.socket] });
  const pending = async () => (await snapshotOf(lookout))?.stats.pending_prompts;
  await expect.poll(pending).toBe(2);
  const names = async () => (await snapshotOf(lookout))?.sessions.map(({ name }) => name);
  await expect.poll(names).toEqual(['builder']);

  // What a worker and a person do next is seen without being asked for.
  await writer.exec(assigner, "INSERT INTO prompts (content) VALUES ('three')");
  await expect.poll(pending).toBe(3);
  server.start('reviewer');
  await expect.poll(async () => (await names())?.toSorted()).toEqual(['builder', 'reviewer']);
});

test('a folder that is not there yet is a state, not the end', async ({
  launch,
  profile,
  writer,
  server,
}) => {
  const root = join(profile, 'fleet');
  const lookout = await launch({ flags: ['--root', root, '--tmux-socket', server.socket] });
  await expect.poll(() => sourceOf(lookout, 'assigner')).toBe('unavailable: missing');
  await expect.poll(() => sourceOf(lookout, 'tmux')).toBe('unavailable: tmux-no-server');

  const { assigner } = await placesIn(root);
  await writer.create(assigner, { database: 'assigner' });
  server.start('builder');
  await expect.poll(() => sourceOf(lookout, 'assigner')).toBe('live');
  await expect.poll(() => sourceOf(lookout, 'tmux')).toBe('live');
  expect(await sourceOf(lookout, 'architect')).toBe('unavailable: missing');
});
