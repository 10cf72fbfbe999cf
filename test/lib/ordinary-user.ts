const NOBODY = 65_534;

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
