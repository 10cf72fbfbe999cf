import Database from 'better-sqlite3';

const NOBODY = 65_534;

// The addon is loaded while this process may still enter the folder that it lies in.
new Database(':memory:').close();

/**
 * Runs `work` without the rights of root, to whom no file is closed. Where the tests run as somebody
 * else already, that somebody will do.
 */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
