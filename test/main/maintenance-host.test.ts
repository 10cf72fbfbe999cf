import { afterEach, describe, expect, it } from 'vitest';
import { forkChild } from '../../src/core/maintenance/fork-child.ts';
import { watchTarget } from '../../src/core/target.ts';
import { MaintenanceHost } from '../../src/main/maintenance-host.ts';
import type { MaintenanceState } from '../../src/shared/maintenance-job.ts';
import { indexNames, makePlace, schemaOf, type Place } from '../core/maintenance/support.ts';

const queueIndex = 'idx_prompts_status_priority_created';
const nothing = watchTarget({});

const places: Place[] = [];
const hosts: MaintenanceHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
  await Promise.all(places.splice(0).map((made) => made.remove()));
});

function place(rows: number): Place {
  const made = makePlace(rows);
  places.push(made);
  return made;
}

/** A host whose child processes are Node's, and everything that it tells. */
function hostFor(at: Place) {
  const states: MaintenanceState[] = [];
  const left: string[] = [];
  let changed = 0;
  let onPhase: ((phase: string) => void) | null = null;
  const host = new MaintenanceHost({
    dataDir: at.dataDir,
    start: forkChild,
    log: () => {},
    onProgress: ({ phase }) => onPhase?.(phase),
    onChanged: () => (changed += 1),
    onLeft: (text) => left.push(text),
  });
  hosts.push(host);
  host.onState((state) => states.push(state));
  host.watch(targetOf(at));
  /** Resolves when a running job enters this phase. */
  const phase = (wanted: string) =>
    new Promise<void>((resolve) => {
      onPhase = (entered) => {
        if (entered === wanted) resolve();
      };
    });
  return { host, states, left, phase, changes: () => changed };
}

const targetOf = ({ assigner, architect }: Place) =>
  watchTarget({ assignerDb: assigner, architectDb: architect });

const planOf = (host: MaintenanceHost, name = queueIndex) =>
  host.plan({ only: [name], quick: true });

describe('MaintenanceHost', { timeout: 120_000 }, () => {
  it('refuses everything while no database is watched', async () => {
    const { host } = hostFor(place(0));
    host.watch(nothing);
    const refused = { kind: 'refused' };
    await expect(host.plan({})).rejects.toMatchObject(refused);
    await expect(host.apply({ planId: 'x' })).rejects.toMatchObject(refused);
    await expect(host.check({ database: 'assigner', check: 'quick' })).rejects.toMatchObject(
      refused,
    );
    expect(() => host.planRollback({})).toThrow('No database is watched');
    expect(host.state()).toEqual({ databases: [], running: null, last: null, journal: [] });
  });

  it('does what was planned, tells what came of it, and takes it back', async () => {
    const at = place(500);
    const { host, states, changes } = hostFor(at);
    const before = schemaOf(at.open(at.assigner));

    const plan = await host.plan({ only: [queueIndex] });
    expect(schemaOf(at.open(at.assigner))).toEqual(before);
    await host.apply({ planId: plan.id });
    expect(states.at(-1)).toMatchObject({
      running: null,
      last: { job: 'apply', outcome: { kind: 'indexes', results: [{ outcome: 'done' }] } },
      journal: [{ name: queueIndex, outcome: 'done', canUndo: true }],
    });
    expect(states.some(({ running }) => running?.job === 'apply')).toBe(true);
    const { outcome } = host.state().last ?? {};
    const operations = outcome?.kind === 'indexes' ? outcome.figures : [];
    expect(operations.map(({ operation }) => operation)).toContain('Task queue query (50 rows)');
    expect(changes()).toBe(1);

    const [step] = host.planRollback({});
    expect(step?.statements).toEqual([`DROP INDEX ${queueIndex}`]);
    await host.rollBack({ only: [step?.line.id ?? ''] });
    expect(schemaOf(at.open(at.assigner))).toEqual(before);
    expect(host.report()).toContain('taken back');

    host.dismiss();
    expect(host.state().last).toBeNull();
  });

  it('advises on pasted SQL, and changes nothing', async () => {
    const at = place(2000);
    const { host } = hostFor(at);
    const before = schemaOf(at.open(at.assigner));
    await host.advise({ sql: 'SELECT id FROM prompts WHERE target_session = ?; SELECT 1; VACUUM' });
    const outcome = host.state().last?.outcome;
    expect(outcome).toMatchObject({
      kind: 'advice',
      advice: { measured: true, indexes: [{ database: 'assigner', table: 'prompts' }] },
    });
    if (outcome?.kind !== 'advice') throw new Error('no advice');
    expect(outcome.advice.queries.map(({ problem }) => problem)).toEqual([
      null,
      null,
      'Only SELECT, UPDATE and DELETE are looked at.',
    ]);
    expect(schemaOf(at.open(at.assigner))).toEqual(before);
    expect(host.state().journal).toEqual([]);
  });

  it('makes what goes wrong an outcome, with its reason', async () => {
    const at = place(0);
    const { host } = hostFor(at);
    await host.backUp('assigner', at.assigner);
    expect(host.state().last?.outcome).toMatchObject({ kind: 'failed', refusal: 'bad-request' });
    await host.apply({ planId: 'of yesterday' });
    expect(host.state().last?.outcome).toMatchObject({ kind: 'failed', refusal: 'bad-request' });
  });

  it('runs one job at a time, and cancels it without a trace', async () => {
    const at = place(200_000);
    const { host, phase } = hostFor(at);
    const plan = await planOf(host);
    const building = phase('building');
    const job = host.apply({ planId: plan.id });
    await building;
    await expect(host.measureOnCopy(queueIndex)).rejects.toMatchObject({ kind: 'refused' });

    await host.cancel();
    await job;
    expect(host.running).toBeNull();
    expect(host.state().last?.outcome).toMatchObject({
      results: [{ outcome: 'not-done', refusal: 'cancelled' }],
    });
    expect(indexNames(at.open(at.assigner))).not.toContain(queueIndex);
  });

  it('stops a job when something else is watched, and says so', async () => {
    const at = place(200_000);
    const { host, phase, left } = hostFor(at);
    const plan = await planOf(host);
    const building = phase('building');
    const job = host.apply({ planId: plan.id });
    await building;
    host.watch({ ...targetOf(at), tmuxSocket: 'other' });
    expect(host.running?.job).toBe('apply');

    host.watch(nothing);
    await job;
    expect(left).toEqual(['Creating indexes was stopped: something else is watched now.']);
    expect(indexNames(at.open(at.assigner))).not.toContain(queueIndex);
  });

  it('ends a plan that nobody waits for', async () => {
    const { host } = hostFor(place(200_000));
    const first = host.plan({});
    host.stopPlanning();
    await expect(first).rejects.toMatchObject({ kind: 'failed' });
  });
});
