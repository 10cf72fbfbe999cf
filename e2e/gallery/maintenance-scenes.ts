import type { Page } from '@playwright/test';
import type { MaintenanceProgress } from '../../src/shared/maintenance.ts';
import type { Snapshot, Target } from '../../src/shared/model.ts';
import { advice, noAdvice } from '../../test/renderer/fixtures/advice.ts';
import {
  cancelled,
  done,
  failed,
  idle,
  nothingWatched,
  partly,
  replacePlan,
  running,
  slower,
  somePlan,
} from '../../test/renderer/fixtures/maintenance.ts';
import type { Scene } from './scenes.ts';

const now = Date.UTC(2026, 10, 12, 17, 0, 0);

/** What the window is told of maintenance unless a scene says otherwise. */
export const maintenanceAnswers: Readonly<Record<string, unknown>> = {
  getMaintenance: idle(now),
  planIndexes: somePlan(now),
  planOptimize: ['ANALYZE "main"."prompts"'],
  planRollback: idle(now)
    .journal.slice(0, 1)
    .map((line) => ({ line, statements: [`DROP INDEX ${line.name}`] })),
};

const progress: MaintenanceProgress = {
  job: 'apply',
  database: 'assigner',
  name: 'idx_prompts_status_priority_created',
  phase: 'building',
  elapsedMs: 1400,
  estimateMs: 2400,
  writersWaitMs: 1320,
  step: 1,
  steps: 2,
};

const tell =
  (one: MaintenanceProgress) =>
  (page: Page): Promise<void> =>
    page.evaluate((told) => {
      Reflect.get(window, 'gallery').emit('maintenanceProgress', told);
    }, one);

const tab = (name: RegExp) => (page: Page) => page.getByRole('tab', { name }).click();

async function pasteSql(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'SQL of your own' }).check();
  await page
    .getByRole('textbox', { name: 'SQL' })
    .fill(
      'SELECT id, content, response FROM prompts\nWHERE assigned_session = ?\nORDER BY completed_at DESC LIMIT 20;',
    );
}

/** Each form of maintenance; each also dark and small where it has a layout of its own. */
export function maintenanceScenes(
  full: Snapshot,
  { broken, empty }: { readonly broken: Snapshot; readonly empty: Snapshot },
): readonly Scene[] {
  const place: Target = { view: 'maintenance' };
  const advisor: Target = { view: 'maintenance', tab: 'advisor' };
  const ask = (what: NonNullable<Extract<Target, { view: 'maintenance' }>['ask']>): Target => ({
    view: 'maintenance',
    ask: what,
  });
  const scene = (name: string, more: Partial<Scene> = {}): Scene => ({
    name: `maintenance-${name}`,
    snapshot: full,
    place,
    ...more,
  });
  const told = (state: unknown): Pick<Scene, 'answers'> => ({ answers: { getMaintenance: state } });
  const dark = { theme: 'dark' } as const;
  const small = { size: 'small' } as const;
  return [
    scene('plan-light', { place: ask('create') }),
    scene('plan-small-dark', { place: ask('create'), ...dark, ...small }),
    scene('replace-light', {
      place: { view: 'maintenance', ask: 'replace', index: 'idx_errors_node_status' },
      answers: { planIndexes: replacePlan(now) },
    }),
    scene('rollback-light', { place: ask('rollback') }),
    scene('analyze-dark', { place: ask('analyze'), ...dark }),
    scene('optimize-light', { place: ask('optimize') }),
    scene('running-light', { ...told(running(now)), act: tell(progress) }),
    scene('running-late-small-dark', {
      ...told(running(now)),
      ...dark,
      ...small,
      act: tell({ ...progress, elapsedMs: 9000, writersWaitMs: 8900 }),
    }),
    scene('stopping-light', { ...told(running(now, true)), act: tell(progress) }),
    scene('done-light', told(done(now))),
    scene('done-dark', { ...told(done(now)), ...dark }),
    scene('done-small-light', { ...told(done(now)), ...small }),
    scene('partly-light', told(partly(now))),
    scene('failed-light', told(failed(now))),
    scene('cancelled-light', told(cancelled(now))),
    scene('slower-light', told(slower(now))),
    scene('drifted-light', { place: { view: 'maintenance', index: 'idx_errors_node_status' } }),
    scene('drifted-small-dark', {
      place: { view: 'maintenance', index: 'idx_errors_node_status' },
      ...dark,
      ...small,
    }),
    scene('journal-light', { act: tab(/done/) }),
    scene('journal-small-dark', { act: tab(/done/), ...dark, ...small }),
    scene('slow-light', { act: tab(/Slow/) }),
    scene('slow-small-dark', { act: tab(/Slow/), ...dark, ...small }),
    scene('slow-none-light', { snapshot: empty, act: tab(/Slow/) }),
    scene('advisor-light', { place: advisor }),
    scene('advisor-own-small-dark', { place: advisor, ...dark, ...small, act: pasteSql }),
    scene('advice-light', { place: advisor, ...told(advice(now)), act: pasteSql }),
    scene('advice-dark', { place: advisor, ...told(advice(now)), ...dark }),
    scene('advice-small-light', { place: advisor, ...told(advice(now)), ...small }),
    scene('advice-contrast-light', { place: advisor, ...told(advice(now)), contrast: 'more' }),
    scene('advice-none-light', { place: advisor, ...told(noAdvice(now)) }),
    scene('superfluous-light', { act: tab(/Superfluous/) }),
    scene('nothing-done-light', { snapshot: empty, ...told(nothingWatched), act: tab(/done/) }),
    scene('unwatched-light', { snapshot: broken, ...told(nothingWatched), place: ask('analyze') }),
  ];
}
