import { once } from 'node:events';
import { app } from 'electron';

/**
 * In an end-to-end test: waits until the test's driver is attached.
 *
 * The driver attaches while the app starts. A window that is being made at that very moment may be
 * held for a debugger that never lets it go, so a test asks for the window to come after it.
 */
export async function driverAttached(): Promise<void> {
  if (process.env['LOOKOUT_TEST'] !== '1' || process.env['LOOKOUT_TEST_DRIVEN'] !== '1') return;
  await once(app, 'driver-attached');
}
