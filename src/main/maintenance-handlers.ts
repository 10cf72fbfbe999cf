import { join } from 'node:path';
import { format } from 'date-fns';
import { app } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import type { DatabaseName } from '../shared/model.ts';
import type { Handlers } from './ipc.ts';
import type { Lookout } from './lookout.ts';
import { askSaveFile } from './save-dialog.ts';

type MaintenanceCommand =
  | 'getMaintenance'
  | 'planIndexes'
  | 'stopPlanning'
  | 'applyPlan'
  | 'planRollback'
  | 'rollBack'
  | 'measureOnCopy'
  | 'adviseIndexes'
  | 'planOptimize'
  | 'gatherStatistics'
  | 'restoreStatistics'
  | 'checkDatabase'
  | 'backUpDatabase'
  | 'exportReport'
  | 'cancelMaintenance'
  | 'dismissOutcome';

/** The answers to what the window asks about indexes. */
export function maintenanceHandlers({
  maintenance,
  window,
  notices,
}: Lookout): Pick<Handlers, MaintenanceCommand> {
  return {
    getMaintenance: () => maintenance.state(),
    planIndexes: (request) => maintenance.plan(request),
    stopPlanning: () => {
      maintenance.stopPlanning();
      return null;
    },
    applyPlan: (request) => done(maintenance.apply(request)),
    planRollback: (request) => maintenance.planRollback(request),
    rollBack: (request) => done(maintenance.rollBack(request)),
    measureOnCopy: (name) => done(maintenance.measureOnCopy(name)),
    adviseIndexes: (request) => done(maintenance.advise(request)),
    planOptimize: (database) => maintenance.planOptimize(database),
    gatherStatistics: (request) => done(maintenance.gatherStatistics(request)),
    restoreStatistics: (id) => done(maintenance.restoreStatistics(id)),
    checkDatabase: (request) => done(maintenance.check(request)),
    backUpDatabase: async (database) => {
      const to = await askSaveFile(window.browserWindow, {
        title: `Back up ${database}.db`,
        defaultPath: join(app.getPath('documents'), backupName(database, new Date())),
        properties: ['createDirectory'],
      });
      if (to !== null) await maintenance.backUp(database, to);
      return null;
    },
    exportReport: async () => {
      const report = maintenance.report();
      const to = await askSaveFile(window.browserWindow, {
        title: 'Export what was done',
        defaultPath: join(app.getPath('documents'), 'index-maintenance.md'),
        filters: [{ name: 'Markdown', extensions: ['md'] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      if (to === null) return null;
      await writeFileAtomic(to, report);
      notices.done(`Written to ${to}`);
      return null;
    },
    cancelMaintenance: () => done(maintenance.cancel()),
    dismissOutcome: () => {
      maintenance.dismiss();
      return null;
    },
  };
}

const done = async (work: Promise<void>): Promise<null> => {
  await work;
  return null;
};

/** "assigner-2026-11-12-1702.db", by the clock on the wall. */
const backupName = (database: DatabaseName, now: Date): string =>
  `${database}-${format(now, 'yyyy-MM-dd-HHmm')}.db`;
