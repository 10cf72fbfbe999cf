import type { ActionItem, TaskDetail } from '../../src/shared/contract.ts';
import { fullSnapshot } from '../../test/renderer/fixtures/full.ts';
import { now } from './scenes.ts';

/** The actions and the task that the pictured window is told of. */

const action = (id: string, group: string, label: string, accelerator: string | null = null) =>
  ({ id, group, label, accelerator, enabled: true }) satisfies ActionItem;

export const actions: readonly ActionItem[] = [
  action('file.open', 'File', 'Open Architect folder…', 'CmdOrCtrl+O'),
  action('file.demo', 'File', 'Open the demo'),
  action('view.overview', 'View', 'Overview', 'CmdOrCtrl+1'),
  action('view.queue', 'View', 'Queue', 'CmdOrCtrl+2'),
  action('view.sessions', 'View', 'Sessions', 'CmdOrCtrl+3'),
  action('view.maintenance', 'View', 'Maintenance', 'CmdOrCtrl+4'),
  action('view.settings', 'View', 'Settings', 'CmdOrCtrl+,'),
  action('monitor.pause', 'Monitor', 'Pause', 'CmdOrCtrl+P'),
  action('monitor.scanNow', 'Monitor', 'Scan now', 'CmdOrCtrl+R'),
  action('maintenance.verify', 'Maintenance', 'Verify indexes now'),
  action('help.diagnostics', 'Help', 'Copy diagnostics'),
];

const { queues } = fullSnapshot(now);
const first = queues.prompts?.next[0];
if (first === undefined) throw new Error('the full snapshot has no task');

export const task: TaskDetail = {
  ...first,
  content: `${first.summary}.\n\nKeep to the existing structure:\n\n  1. parse\n  2. normalise\n  3. print\n\n<b>This is text, not markup.</b>\n\n${'A long line that has to wrap somewhere. '.repeat(30)}`,
  contentLength: 214_118,
  error: 'Assignment timed out after 30 minutes',
  response: null,
  completedAt: null,
  metadata: '{"source":"api","labels":["math","tests"]}',
};
