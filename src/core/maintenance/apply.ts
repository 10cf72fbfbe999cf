import { setTimeout as pause } from 'node:timers/promises';
import type {
  IndexPlan,
  IndexResult,
  MaintenancePlan,
  QueryChange,
  RefusalKind,
} from '../../shared/maintenance.ts';
import { Reporter, type JobOptions, type MaintenanceContext } from './context.ts';
import { runJournaled } from './journaled-change.ts';

export interface ApplyOptions extends JobOptions {
  readonly only: readonly string[] | null;
  /** The second yes, for builds that may outlast the writers' patience. */
  readonly longBuilds: boolean;
}

/** Does what a plan says, one index at a time; each has its own result, whatever became of the others. */
export async function applyPlan(
  context: MaintenanceContext,
  plan: MaintenancePlan,
  options: ApplyOptions,
): Promise<readonly IndexResult[]> {
  const chosen = plan.indexes.filter(
    ({ name }) => options.only === null || options.only.includes(name),
  );
  const steps = chosen.filter(({ action }) => action !== 'none').length;
  // Our own earlier builds move a table's fingerprint; nobody else may.
  const fingerprints = new Map<string, string>();
  const results: IndexResult[] = [];
  let step = 0;
  for (const one of chosen) {
    const refused = refusalOf(one, options);
    if (refused !== null) {
      results.push(refused);
      continue;
    }
    step += 1;
    results.push(await applyOne(context, one, { step, steps, fingerprints, ...options }));
  }
  return results;
}

interface Step extends ApplyOptions {
  readonly step: number;
  readonly steps: number;
  readonly fingerprints: Map<string, string>;
}

async function applyOne(
  context: MaintenanceContext,
  plan: IndexPlan,
  { step, steps, fingerprints, ...options }: Step,
): Promise<IndexResult> {
  const { database, name, table, file } = plan;
  const estimateMs = plan.estimate?.buildMs ?? null;
  const reporter = new Reporter(
    { job: 'apply', database, name, estimateMs, step, steps },
    options,
    context.clock,
  );
  try {
    if (step > 1 && context.pauseMs > 0) {
      reporter.enter('pausing');
      await pause(context.pauseMs);
    }
    const place = `${file}\n${table.toLowerCase()}`;
    const outcome = await runJournaled(
      context,
      {
        action: plan.removes === null ? 'create' : 'replace',
        database,
        name,
        undoes: null,
        change: {
          file,
          identity: plan.identity,
          table,
          drop: plan.removes === null ? [] : [plan.removes],
          create: [{ name, sql: plan.statements.at(-1) ?? '' }],
          fingerprint: fingerprints.get(place) ?? plan.fingerprint,
          bytes: plan.estimate?.bytes ?? 0,
          patienceMs: context.patienceMs,
        },
      },
      { signal: options.signal, onPhase: (phase) => reporter.enter(phase) },
    );
    if (outcome.changed !== null) fingerprints.set(place, outcome.changed.fingerprint);
    reporter.enter('measuring');
    const changes = outcome.done
      ? await measureChanges(context, plan, outcome.journalId, options)
      : [];
    return {
      ...resultOf(plan, outcome.done ? 'done' : 'not-done', outcome.refusal, outcome.reason),
      tookMs: outcome.changed?.tookMs ?? null,
      writersWaitedMs: outcome.changed?.lockHeldMs ?? null,
      bytes: outcome.changed?.bytes ?? null,
      changes,
      journalId: outcome.journalId,
    };
  } finally {
    reporter.stop();
  }
}

/** After the build nothing can fail any more: a measurement that cannot be had is only left out. */
async function measureChanges(
  context: MaintenanceContext,
  { file, table, name, now }: IndexPlan,
  journalId: string,
  { signal }: JobOptions,
): Promise<readonly QueryChange[]> {
  if (now.length === 0) return [];
  try {
    const argument = { file, before: now, index: name, table };
    const changes = await context.run('measureAfter', argument, { signal });
    context.journal.measured(journalId, changes);
    return changes;
  } catch {
    return [];
  }
}

function refusalOf(plan: IndexPlan, { longBuilds, signal }: ApplyOptions): IndexResult | null {
  if (plan.action === 'none') {
    const open = plan.state === 'drifted' || plan.state === 'improvable';
    const reason = open
      ? `${plan.reason} It is replaced only when that is asked for by its name.`
      : plan.reason;
    return resultOf(plan, 'nothing-to-do', null, reason);
  }
  const stop = plan.concerns.find(({ level }) => level === 'stop');
  if (stop !== undefined) return resultOf(plan, 'not-done', 'disk-full', stop.text);
  const second = plan.concerns.find(({ level }) => level === 'second-yes');
  if (second !== undefined && !longBuilds) {
    return resultOf(plan, 'not-done', 'needs-yes', second.text);
  }
  return signal?.aborted
    ? resultOf(plan, 'not-done', 'cancelled', 'It was cancelled before it began.')
    : null;
}

const resultOf = (
  { database, table, name, statements, estimate }: IndexPlan,
  outcome: IndexResult['outcome'],
  refusal: RefusalKind | null,
  reason: string,
): IndexResult => ({
  database,
  table,
  name,
  outcome,
  refusal,
  reason,
  statements,
  estimateMs: estimate?.buildMs ?? null,
  tookMs: null,
  writersWaitedMs: null,
  bytes: null,
  changes: [],
  journalId: null,
});
