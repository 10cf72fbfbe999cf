import { lookup } from 'node:dns';
import { get as httpGet, type RequestOptions } from 'node:http';
import { get as httpsGet } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { ProbeResult, Problem, SourceStatus } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import type { Source } from '../readings.ts';
import { SourceTracker } from '../sources/tracker.ts';

/** The Architect dashboard's own promise for `GET /api/assigner/status`. */
const BUDGET_MS = 100;
/** Beyond this there is no answer. */
const TIMEOUT_MS = 5000;
/** The body is read only to time it, and thrown away; more than this is not waited for. */
const BODY_LIMIT = 1_048_576;

interface ProbeOptions {
  readonly url: string;
  readonly intervalMs: number;
  readonly clock: Clock;
}

/**
 * Times one GET of a dashboard on this machine. The address must be a loopback one, redirects are
 * not followed, and nothing of the answer but its status and its time is kept.
 */
export function createProbeSource({ url, intervalMs, clock }: ProbeOptions): Source<ProbeResult> {
  const tracker = new SourceTracker({ label: url, intervalMs, clock });
  const stop = new AbortController();
  let latest: ProbeResult | null = null;

  return {
    async read() {
      const answer = await timedGet(url, stop.signal);
      latest = { url, at: clock(), budgetMs: BUDGET_MS, ...answer };
      const problem = problemOf(answer, url);
      if (problem === null) tracker.good({ costMs: 0, limits: overBudget(answer) });
      else tracker.bad(problem);
      return true;
    },
    latest: () => latest,
    status: (): SourceStatus => ({ ...tracker.status(), costMs: latest?.ms ?? null }),
    setInterval: (ms) => tracker.setInterval(ms),
    async close() {
      stop.abort();
    },
  };
}

type Answer = Pick<ProbeResult, 'ms' | 'status'>;

function timedGet(url: string, signal: AbortSignal): Promise<Answer> {
  const begin = performance.now();
  const get = new URL(url).protocol === 'https:' ? httpsGet : httpGet;
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    agent: false,
    lookup: loopbackOnly,
    // A dashboard on this machine signs its own certificate; what is asked is only how fast it is.
    rejectUnauthorized: false,
  };
  return new Promise((resolve) => {
    const failed = () => resolve({ ms: null, status: null });
    const request = get(url, options, (response) => {
      let bytes = 0;
      const done = () =>
        resolve({ ms: performance.now() - begin, status: response.statusCode ?? null });
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= BODY_LIMIT) return;
        done();
        response.destroy();
      });
      response.on('end', done);
      response.on('error', failed);
    });
    request.on('error', failed);
  });
}

/** `localhost` may be mapped to anywhere: only an address of this machine is asked. */
const loopbackOnly: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const own = (addresses ?? []).filter(({ address }) => /^(127\.|::1$)/.test(address));
    const [first] = own;
    if (error !== null || first === undefined) {
      callback(error ?? new Error(`${hostname} is not an address of this machine`), '', 4);
    } else if (options.all === true) callback(null, own);
    else callback(null, first.address, first.family);
  });
};

function problemOf({ ms, status }: Answer, url: string): Problem | null {
  if (ms === null) {
    return {
      kind: 'host-unreachable',
      message: `The dashboard at ${url} does not answer.`,
      action: 'Start the dashboard, or correct its address in Settings.',
    };
  }
  if (status === null || status < 200 || status > 299) {
    return {
      kind: 'http',
      message: `The dashboard at ${url} answers with status ${status ?? 'none'}.`,
      action: 'Look into the log of the dashboard, or correct its address in Settings.',
    };
  }
  return null;
}

function overBudget({ ms }: Answer): Problem[] {
  if (ms === null || ms <= BUDGET_MS) return [];
  return [
    {
      kind: 'slow',
      message: `The dashboard took ${Math.round(ms)} ms to answer; its budget is ${BUDGET_MS} ms.`,
      action: 'See Maintenance for indexes that are missing.',
    },
  ];
}
