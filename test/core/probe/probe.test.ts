import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createProbeSource } from '../../../src/core/probe/probe.ts';

/** A dashboard on this machine; resolves to its address. */
async function dashboard(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://localhost:${address.port}/api/assigner/status`;
}

function probe(url: string) {
  const source = createProbeSource({ url, intervalMs: 5000, clock: Date.now });
  onTestFinished(() => source.close());
  return source;
}

describe('the API probe', () => {
  test('times an answer and throws its body away', async () => {
    const source = probe(await dashboard((_request, response) => response.end('{"pending": 3}')));
    expect(await source.read()).toBe(true);
    expect(source.latest()).toMatchObject({ status: 200, budgetMs: 100, ms: expect.any(Number) });
    expect(source.status()).toMatchObject({ state: 'live', problem: null });
  });

  test('an error status is a problem with its number', async () => {
    const source = probe(
      await dashboard((_request, response) => response.writeHead(503).end('busy')),
    );
    await source.read();
    expect(source.latest()?.status).toBe(503);
    expect(source.status()).toMatchObject({ state: 'unavailable', problem: { kind: 'http' } });
  });

  test('follows no redirect', async () => {
    let asked = 0;
    const elsewhere = await dashboard((_request, response) => {
      asked += 1;
      response.end();
    });
    const source = probe(
      await dashboard((_request, response) =>
        response.writeHead(302, { location: elsewhere }).end(),
      ),
    );
    await source.read();
    expect(source.latest()?.status).toBe(302);
    expect(asked).toBe(0);
  });

  test('an answer that never ends is left alone after a megabyte', async () => {
    const source = probe(
      await dashboard((_request, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          response.once('drain', more);
        };
        more();
      }),
    );
    await source.read();
    expect(source.latest()?.status).toBe(200);
  });

  test('nobody there, and recovery by itself', async () => {
    const url = await dashboard((_request, response) => response.end());
    const source = probe('http://127.0.0.1:9/');
    await source.read();
    expect(source.status().problem?.kind).toBe('host-unreachable');
    expect(source.latest()).toMatchObject({ ms: null, status: null });
    const other = probe(url);
    await other.read();
    expect(other.status().state).toBe('live');
  });

  test('asks no machine but this one, whatever the name says', async () => {
    const source = probe('http://example.invalid:80/');
    await source.read();
    expect(source.status().problem?.kind).toBe('host-unreachable');
  });
});
