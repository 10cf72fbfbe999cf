import Database from 'better-sqlite3';

/**
 * A worker of the application: commits so many rows a second, waiting for locks as the real ones do.
 * Arguments: the database, commits a second. Ends when told to, and says what it counted.
 */
const [file = '', perSecond = '200'] = process.argv.slice(2);
const db = new Database(file, { timeout: 30_000 });
const insert = db.prepare("INSERT INTO task_queue (task_type, task_data) VALUES ('busy', ?)");
const counted = { committed: 0, failed: 0, longestMs: 0 };
const started = performance.now();

function commitWhatIsDue(): void {
  const due = ((performance.now() - started) * Number(perSecond)) / 1000;
  while (counted.committed + counted.failed < due) {
    const begun = performance.now();
    try {
      insert.run(`row ${counted.committed}`);
      counted.committed += 1;
    } catch {
      counted.failed += 1;
    }
    counted.longestMs = Math.max(counted.longestMs, performance.now() - begun);
  }
}

const timer = setInterval(commitWhatIsDue, 5);
process.once('message', () => {
  clearInterval(timer);
  db.close();
  process.send?.(counted, () => process.disconnect());
});
process.send?.('ready');
