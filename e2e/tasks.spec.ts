import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { openHistory } from '../src/core/history/database.ts';
import { RootRecord } from '../src/core/history/root.ts';
import { defaultAlerts, type AlertKind } from '../src/shared/alerts.ts';
import { test, type Fleet } from './lib/fleet.ts';

/**
 * What somebody who sees Lookout for the first time wants to know, each in at most three clicks from
 * the Overview.
 */

const asking = [
  ' Bash command',
  '',
  '   npm run migrate -- --dry-run',
  '   Show what the migration would change',
  '',
  ' This command requires approval',
  '',
  ' Do you want to proceed?',
  ' ❯ 1. Yes',
  '   2. Yes, and don’t ask again for: npm run migrate *',
  '   3. No',
  '',
  ' Esc to cancel · Tab to amend',
].join('\n');

async function fill({ writer, assigner, server }: Fleet): Promise<void> {
  await writer.exec(
    assigner,
    `INSERT INTO prompts (content, created_at) VALUES
       ('Rename the parser', datetime('now', '-5 hours')), ('Tidy up', datetime('now', '-1 hour'));
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
       INSERT INTO prompts (content, status, error, created_at, completed_at)
       SELECT 'old', 'failed', 'Assignment timed out after 30 minutes',
              datetime('now', '-2 days'), datetime('now', '-2 days') FROM n;
     INSERT INTO prompts (content, status, error, created_at, completed_at) VALUES
       ('new', 'failed', 'Cannot find module parser', datetime('now', '-9 minutes'),
        datetime('now', '-5 minutes'))`,
  );
  server.start('reviewer', server.program('claude', '✳ Migrate', asking));
}

/** The last time it was ten past three at night, here. */
function lastNight(): number {
  const time = new Date();
  time.setHours(3, 10, 0, 0);
  return time.getTime() > Date.now() ? time.getTime() - 24 * 3_600_000 : time.getTime();
}

/** What Lookout noted in the night: a session was out of quota, and the queue stopped. */
function noteTheNight(historyFile: string, root: string): void {
  const { db } = openHistory(historyFile);
  const record = new RootRecord(db, root, defaultAlerts.rules, Date.now());
  const note = (kind: AlertKind, at: number, subject: string, text: string): void => {
    const rule = defaultAlerts.rules.find((one) => one.kind === kind);
    if (rule === undefined) throw new Error(`no rule of ${kind}`);
    const finding = { subject, text, target: { view: 'queue' } } as const;
    const event = { rule, finding, missed: false, withdrawn: false };
    record.alerts.apply([{ ...event, kind: 'fired', at }], at);
    record.alerts.apply([{ ...event, kind: 'ended', at: at + 3_600_000 }], at + 3_600_000);
  };
  const three = lastNight();
  note('session-blocked', three - 20 * 60_000, 'builder', 'builder cannot work: usage limit.');
  note('nothing-finished', three, 'queue', 'Nothing has finished for 20 min while 9 wait.');
  db.close();
}

/** Counts clicks since the Overview. */
class Visitor {
  readonly #window: Page;
  #clicks = 0;

  constructor(window: Page) {
    this.#window = window;
  }

  async begin(): Promise<void> {
    await this.#window.keyboard.press('Escape');
    await this.#window.keyboard.press('Alt+1');
    await expect(this.#window.getByRole('region', { name: 'Needs attention' })).toBeVisible();
    this.#clicks = 0;
  }

  async click(what: Locator): Promise<void> {
    this.#clicks += 1;
    expect(this.#clicks, 'clicks from the Overview').toBeLessThanOrEqual(3);
    await what.click();
  }
}

test('five first questions are answered in at most three clicks each', async ({
  launch,
  profile,
  fleet,
}) => {
  await fill(fleet);
  noteTheNight(join(profile, 'history.db'), fleet.root);
  const { window } = await launch({ flags: fleet.flags });
  const visitor = new Visitor(window);
  const attention = window.getByRole('region', { name: 'Needs attention' });

  await test.step('what is waiting longest?', async () => {
    await visitor.begin();
    await visitor.click(window.getByRole('button', { name: /^Oldest waiting/ }));
    await expect(window.getByRole('dialog').getByText('Rename the parser').first()).toBeVisible();
  });

  await test.step('why did the queue stop at 3 a.m.?', async () => {
    await visitor.begin();
    await visitor.click(window.getByRole('button', { name: /^Alerts/ }));
    await visitor.click(window.getByRole('row', { name: /Nothing has finished/ }));
    const around = window.getByRole('region', { name: 'Around then' });
    await expect(around.getByText('builder cannot work: usage limit.')).toBeVisible();
    await expect(around.getByText('20 min before')).toBeVisible();
  });

  await test.step('which failure is new?', async () => {
    await visitor.begin();
    await visitor.click(window.getByRole('button', { name: /^Failed in the last hour/ }));
    const failures = window.getByRole('region', { name: 'Failures' }).getByRole('listitem');
    await expect(failures.filter({ hasText: 'Cannot find module' })).toContainText('new');
    await expect(failures.filter({ hasText: 'timed out' })).not.toContainText('new');
  });

  await test.step('is an index missing, and what would it bring?', async () => {
    await visitor.begin();
    const about = attention.getByRole('listitem').filter({ hasText: /index/i });
    await visitor.click(about.getByRole('button').first());
    await expect(window.getByText('missing').first()).toBeVisible();
    await visitor.click(window.getByRole('button', { name: 'Preview and create…' }));
    const queries = window.getByRole('dialog').getByRole('table', { name: 'Its queries' });
    await expect(queries.getByText('Predicted with it')).toBeVisible();
    await expect(queries.getByText(/uses idx_/).first()).toBeVisible();
  });

  await test.step('who needs an answer?', async () => {
    await visitor.begin();
    const asks = attention.getByRole('listitem').filter({ hasText: 'reviewer waits' });
    await visitor.click(asks.getByRole('button'));
    const detail = window.getByRole('complementary', { name: 'Selected session' });
    await expect(detail).toContainText('reviewer');
    await expect(detail).toContainText(/proceed/i);
  });
});
