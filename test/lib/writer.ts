import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { fieldIndexes, referenceIndexes, tables, type SchemaAge } from '../../demo/schema.ts';
import type { DatabaseName } from '../../src/shared/model.ts';

type Value = string | number | null;

const rows = z.array(z.record(z.string(), z.unknown()));
type Row = z.infer<typeof rows>[number];

export type WriterRequest =
  | { readonly kind: 'exec'; readonly file: string; readonly sql: string }
  | {
      readonly kind: 'run';
      readonly file: string;
      readonly sql: string;
      readonly values: readonly Value[];
    }
  | { readonly kind: 'all'; readonly file: string; readonly sql: string }
  | { readonly kind: 'work'; readonly file: string; readonly seed: number; readonly steps: number }
  | { readonly kind: 'atOnce'; readonly file: string; readonly queries: readonly string[] }
  | { readonly kind: 'close'; readonly file: string };

export interface DatabaseKind {
  readonly database: DatabaseName;
  readonly age?: SchemaAge;
  readonly indexes?: 'none' | 'field' | 'reference' | 'both';
  readonly journal?: 'wal' | 'delete';
}

/**
 * A process that writes databases while the test reads them. End it with `stop`; it also ends with
 * the test's own process.
 */
export class Writer {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  constructor() {
    this.#process = fork(join(import.meta.dirname, 'writer-process.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', (reply: { id: number; value?: unknown; error?: string }) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.error === undefined) waiting?.resolve(reply.value);
      else waiting?.reject(new Error(reply.error));
    });
    this.#process.on('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) {
        reject(new Error(`The writer ended: ${code ?? signal}`));
      }
    });
  }

  /** Makes a database with the Architect system's own tables. */
  async create(
    file: string,
    { database, age = 'newer', indexes = 'field', journal = 'wal' }: DatabaseKind,
  ): Promise<void> {
    const chosen = {
      none: [],
      field: fieldIndexes[database],
      reference: referenceIndexes[database],
      both: [...fieldIndexes[database], ...referenceIndexes[database]],
    }[indexes];
    await this.exec(
      file,
      [
        `PRAGMA journal_mode = ${journal}`,
        ...tables(database, age),
        ...chosen.map((sql) => sql.replace('CREATE INDEX', 'CREATE INDEX IF NOT EXISTS')),
      ].join(';\n'),
    );
  }

  /** Runs statements that answer nothing. */
  async exec(file: string, sql: string): Promise<void> {
    await this.#ask({ kind: 'exec', file, sql });
  }

  /** Runs one statement with values. */
  async run(file: string, sql: string, ...values: Value[]): Promise<void> {
    await this.#ask({ kind: 'run', file, sql, values });
  }

  async all(file: string, sql: string): Promise<Row[]> {
    return rows.parse(await this.#ask({ kind: 'all', file, sql }));
  }

  /** The first row of each query, all of one state of the database. */
  async atOnce(file: string, ...queries: string[]): Promise<Row[]> {
    return rows.parse(await this.#ask({ kind: 'atOnce', file, queries }));
  }

  /** Adds, assigns, completes, fails and retries prompts, in an order that the seed decides. */
  async work(file: string, seed: number, steps: number): Promise<void> {
    await this.#ask({ kind: 'work', file, seed, steps });
  }

  /** Closes its connection to one database. */
  async close(file: string): Promise<void> {
    await this.#ask({ kind: 'close', file });
  }

  /** Ends as a crash does: nothing is closed. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exit;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.disconnect();
    await exit;
  }

  #ask(request: WriterRequest): Promise<unknown> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#process.send({ id, request });
    return waiting.promise;
  }
}
