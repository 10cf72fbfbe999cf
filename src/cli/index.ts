/**
 * The command line. Everything else is loaded only once this Node is known to be able to: below the
 * oldest one that better-sqlite3 is built for, loading it ends in a page of linker errors.
 */
const OLDEST = [22, 14] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(
    `Lookout needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. ` +
      '`npm run -s lookout` brings its own.\n',
  );
  process.exitCode = 2;
} else {
  const { run } = await import('./program.ts');
  process.exitCode = await run(process.argv.slice(2));
}
