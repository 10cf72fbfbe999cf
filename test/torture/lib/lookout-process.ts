import { forkChild } from '../../../src/core/maintenance/fork-child.ts';
import { MaintenanceService } from '../../../src/core/maintenance/service.ts';

/**
 * A Lookout of its own, to be killed: plans one index of the architect database and builds it.
 * Arguments: the database, Lookout's data folder, the index. Tells each phase, then the result.
 */
const [architect = '', dataDir = '', name = ''] = process.argv.slice(2);
const service = new MaintenanceService({
  target: { architect, assigner: null },
  dataDir,
  start: forkChild,
});
const plan = await service.plan({ only: [name], quick: true });
const [result] = await service.apply(
  { planId: plan.id, longBuilds: true },
  { onProgress: ({ phase }) => process.send?.({ phase }) },
);
process.send?.({ result });
await service.close();
process.disconnect();
