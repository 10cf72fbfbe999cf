import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { JournalLine, QueryChange, RefusalKind } from '../../shared/maintenance.ts';

/**
 * What Lookout did to somebody's database, in Lookout's own data: one JSON line when it is about
 * to, one when it is over. Lines are only ever added, and are on disk before the next step.
 */

const index = z.object({ name: z.string(), sql: z.string() });

const intent = z.object({
  kind: z.literal('intent'),
  id: z.string(),
  at: z.number(),
  action: z.enum(['create', 'replace', 'rollback', 'analyze', 'optimize', 'restore', 'backup']),
  database: z.enum(['assigner', 'architect']),
  file: z.string(),
  table: z.string(),
  name: z.string(),
  create: z.array(index),
  drop: z.array(index),
  /** The intent that this one takes back. */
  undoes: z.string().nullable(),
  /** The process that writes it: while that lives, the end is still to come. */
  pid: z.number().optional(),
});
export type Intent = z.infer<typeof intent>;

const outcome = z.object({
  kind: z.literal('outcome'),
  id: z.string(),
  at: z.number(),
  done: z.boolean(),
  refusal: z.custom<RefusalKind>((value) => typeof value === 'string').nullable(),
  reason: z.string(),
  tookMs: z.number().nullable(),
  /** Measured by Lookout and read back for show only. */
  changes: z.custom<readonly QueryChange[]>((value) => Array.isArray(value)),
});
export type Outcome = z.infer<typeof outcome>;

/** Measurements are taken after a change is over: they complete its outcome later. */
const measured = outcome.pick({ id: true, changes: true }).extend({ kind: z.literal('measured') });

const line = z.discriminatedUnion('kind', [intent, outcome, measured]);

export interface JournalEntry {
  readonly intent: Intent;
  readonly outcome: Outcome | null;
  readonly changes: readonly QueryChange[];
  readonly undoneBy: string | null;
}

/** Where the journal is in Lookout's own data. */
export const journalFileIn = (dataDir: string): string =>
  join(dataDir, 'maintenance', 'journal.jsonl');

export class Journal {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
  }

  begin(entry: Omit<Intent, 'kind' | 'pid'>): void {
    this.#append({ kind: 'intent', ...entry, pid: process.pid });
  }

  end(entry: Omit<Outcome, 'kind'>): void {
    this.#append({ kind: 'outcome', ...entry });
  }

  measured(id: string, changes: readonly QueryChange[]): void {
    this.#append({ kind: 'measured', id, changes });
  }

  /** Oldest first. A line that a crash cut short, or that is not ours, is left out. */
  entries(): readonly JournalEntry[] {
    const lines = this.#lines();
    const outcomes = new Map<string, Outcome>();
    const changes = new Map<string, readonly QueryChange[]>();
    const intents: Intent[] = [];
    for (const one of lines) {
      if (one.kind === 'intent') intents.push(one);
      else {
        if (one.kind === 'outcome') outcomes.set(one.id, one);
        if (one.changes.length > 0) changes.set(one.id, one.changes);
      }
    }
    const undoneBy = new Map(
      intents.flatMap(({ id, undoes }) =>
        undoes !== null && outcomes.get(id)?.done ? [[undoes, id] as const] : [],
      ),
    );
    return intents.map((one) => ({
      intent: one,
      outcome: outcomes.get(one.id) ?? null,
      changes: changes.get(one.id) ?? [],
      undoneBy: undoneBy.get(one.id) ?? null,
    }));
  }

  #lines(): readonly z.infer<typeof line>[] {
    return readText(this.#file)
      .split('\n')
      .flatMap((text) => {
        const parsed = line.safeParse(parseJson(text));
        return parsed.success ? [parsed.data] : [];
      });
  }

  #append(entry: z.infer<typeof line>): void {
    const fd = openSync(this.#file, 'a', 0o600);
    try {
      // Starts on a line of its own even if a crash cut the one before it short.
      writeSync(fd, `\n${JSON.stringify(entry)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What is no change to a database, or takes one back: there is nothing to undo. */
const LASTING: ReadonlySet<JournalLine['action']> = new Set(['rollback', 'restore', 'backup']);

/** A journal entry as it is shown. */
export function asLine({
  intent: one,
  outcome: end,
  changes,
  undoneBy,
}: JournalEntry): JournalLine {
  const done = end?.done ?? false;
  return {
    id: one.id,
    at: one.at,
    action: one.action,
    database: one.database,
    file: one.file,
    table: one.table,
    name: one.name,
    created: one.create.map(({ sql }) => sql),
    dropped: one.drop.map(({ sql }) => sql),
    outcome: end === null ? 'unfinished' : done ? 'done' : 'not-done',
    reason: end?.reason ?? 'It was begun, and how it ended is not known yet.',
    tookMs: end?.tookMs ?? null,
    changes,
    undoneBy,
    canUndo: done && undoneBy === null && !LASTING.has(one.action),
  };
}
