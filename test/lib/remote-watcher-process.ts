import { createTmuxSource } from '../../src/core/tmux/scan.ts';

/** A process that looks once at the tmux server of another host. Arguments: as in `SshServer`. */
const [host = '', socket = '', controlFolder = '', configFile = ''] = process.argv.slice(2);

const source = createTmuxSource({
  socket,
  remote: { host, controlFolder, configFile },
  intervalMs: 2000,
  // Longer than any test may take.
  timeoutMs: 600_000,
});
await source.read();
await source.close();
