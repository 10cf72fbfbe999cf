import type { TableShape } from './advise-schema.ts';
import { isSign, isWord, type Token } from './tokens.ts';

/** How a column is compared: with one value, with one of a list, or with a span of values. */
type Comparison = 'equal' | 'in' | 'range';

/** A comparison that an index may answer. */
export interface Term {
  readonly table: string;
  readonly column: string;
  readonly comparison: Comparison;
  /** The token that it is compared with, if it is a single one. */
  readonly value: Token | null;
  /** The brackets that it is in, outermost first, and which side of an OR in each. */
  readonly path: readonly { readonly group: number; readonly branch: number }[];
}

export interface SortKey {
  readonly table: string;
  readonly column: string;
  readonly desc: boolean;
  readonly collate: 'NOCASE' | 'RTRIM' | null;
}

/** One SELECT, UPDATE or DELETE, or one SELECT inside another. */
export interface Scope {
  readonly terms: Term[];
  readonly order: SortKey[];
  readonly group: SortKey[];
  /** Every column that is read, by table. */
  readonly read: Map<string, Set<string>>;
  /** Brackets that have an OR directly inside them. */
  readonly split: Set<number>;
  /** It reads whole rows (`*`), so that no index can hold all of it. */
  wholeRows: boolean;
}

type Clause = 'select' | 'from' | 'where' | 'group' | 'order' | 'other';

const CLAUSES: Readonly<Record<string, Clause>> = {
  from: 'from',
  join: 'from',
  on: 'where',
  where: 'where',
  having: 'other',
  limit: 'other',
  offset: 'other',
  set: 'other',
  window: 'other',
  returning: 'other',
};
const COMPOUND = ['union', 'intersect', 'except'];
const COMPARED: Readonly<Record<string, Comparison>> = {
  '=': 'equal',
  '==': 'equal',
  '<': 'range',
  '<=': 'range',
  '>': 'range',
  '>=': 'range',
};
/** Words that can follow a table's name and are not another name for it. */
const NOT_ALIASES = new Set(
  'where join on using left right full inner outer cross natural order group limit having union intersect except set indexed not window returning'.split(
    ' ',
  ),
);

interface Reference {
  readonly table: string;
  readonly column: string;
  /** Tokens that it takes. */
  readonly length: number;
}

/**
 * Reads which columns a statement compares, sorts and groups by. It need not understand all of SQL:
 * what it finds are only suggestions, and SQLite's own planner judges each.
 */
export function scopesOf(
  tokens: readonly Token[],
  tables: ReadonlyMap<string, TableShape>,
): readonly Scope[] {
  const reader = new ScopeReader(tokens, tables);
  reader.read();
  return reader.scopes;
}

interface Frame {
  readonly scope: Scope;
  /** Other names of tables, this scope's own and those around it. */
  readonly names: Map<string, string>;
  readonly path: { group: number; branch: number }[];
  clause: Clause;
  distinct: boolean;
}

class ScopeReader {
  readonly scopes: Scope[] = [];
  readonly #tokens: readonly Token[];
  readonly #tables: ReadonlyMap<string, TableShape>;
  #groups = 0;

  constructor(tokens: readonly Token[], tables: ReadonlyMap<string, TableShape>) {
    this.#tokens = tokens;
    this.#tables = tables;
  }

  read(): void {
    const stack: Frame[] = [];
    /** For each open bracket: whether a scope of its own began there. */
    const brackets: boolean[] = [];
    let frame = this.#open(null);
    for (let at = 0; at < this.#tokens.length;) {
      const token = this.#tokens[at];
      if (isSign(token, '(')) {
        const inner = this.#tokens[at + 1];
        const nested = isWord(inner, 'select') || isWord(inner, 'with');
        brackets.push(nested);
        if (nested) {
          stack.push(frame);
          frame = this.#open(frame, at + 1);
        } else {
          frame.path.push({ group: (this.#groups += 1), branch: 0 });
        }
        at += 1;
      } else if (isSign(token, ')')) {
        if (brackets.pop() === true) frame = stack.pop() ?? frame;
        else frame.path.pop();
        at += 1;
      } else if (COMPOUND.some((word) => isWord(token, word))) {
        frame = this.#open(stack.at(-1) ?? null, at + 1);
        at += 1;
      } else {
        at += this.#step(frame, at);
      }
    }
  }

  /** Table names are read first: a column may come before the table that it belongs to. */
  #open(around: Frame | null, from = 0): Frame {
    const scope: Scope = {
      terms: [],
      order: [],
      group: [],
      read: new Map(),
      split: new Set(),
      wholeRows: false,
    };
    this.scopes.push(scope);
    const names = new Map([...(around?.names ?? []), ...this.#tableNames(from)]);
    const path = [{ group: (this.#groups += 1), branch: 0 }];
    return { scope, names, path, clause: 'select', distinct: false };
  }

  #tableNames(from: number): Map<string, string> {
    const names = new Map<string, string>();
    let depth = 0;
    let expects = false;
    for (let at = from; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      if (isSign(token, '(')) depth += 1;
      else if (isSign(token, ')')) depth -= 1;
      if (depth < 0) break;
      if (depth > 0) continue;
      if (['from', 'join', 'update'].some((word) => isWord(token, word))) expects = true;
      else if (isSign(token, ',')) expects = true;
      else if (expects && token !== undefined) {
        expects = false;
        const table = this.#tables.get(token.text.toLowerCase());
        if (table === undefined) continue;
        names.set(token.text.toLowerCase(), table.name);
        const next = this.#tokens[at + 1];
        const alias = isWord(next, 'as') ? this.#tokens[at + 2] : next;
        if (isName(alias) && !NOT_ALIASES.has(alias.text.toLowerCase())) {
          names.set(alias.text.toLowerCase(), table.name);
        }
      }
    }
    return names;
  }

  /** Reads one token, or one column with what it is compared with; returns how many. */
  #step(frame: Frame, at: number): number {
    const token = this.#tokens[at];
    if (token?.kind === 'word') {
      const word = token.text.toLowerCase();
      const clause = CLAUSES[word];
      if (clause !== undefined) frame.clause = clause;
      else if (word === 'group' || word === 'order') frame.clause = word;
      else if (word === 'or') this.#branch(frame);
      else if (word === 'distinct') frame.distinct = true;
    }
    if (isSign(token, '*') && frame.clause === 'select' && !isSign(this.#tokens[at - 1], '('))
      frame.scope.wholeRows = true;
    const found = frame.clause === 'from' ? null : this.#reference(frame, at);
    if (found === null) return 1;
    const { scope, clause } = frame;
    if (found.column !== 'rowid') {
      const columns = scope.read.get(found.table) ?? new Set();
      scope.read.set(found.table, columns.add(found.column));
    }
    if (clause === 'where') this.#compare(frame, at, found);
    if (clause === 'order' || clause === 'group') {
      const key = this.#sortKey(at, found);
      if (key !== null) scope[clause].push(key);
    }
    if (clause === 'select') this.#selected(frame, at, found);
    return found.length;
  }

  /** DISTINCT is a grouping, and the least or the most of a column is the first of its order. */
  #selected({ scope, distinct }: Frame, at: number, { table, column }: Reference): void {
    const before = this.#tokens[at - 2];
    const key = { table, column, desc: false, collate: null };
    if (distinct) scope.group.push(key);
    else if (isSign(this.#tokens[at - 1], '(') && (isWord(before, 'min') || isWord(before, 'max')))
      scope.order.push(key);
  }

  #branch({ path, scope, clause }: Frame): void {
    const last = path.at(-1);
    if (last === undefined || clause !== 'where') return;
    last.branch += 1;
    scope.split.add(last.group);
  }

  #reference(frame: Frame, at: number): Reference | null {
    const first = this.#tokens[at];
    if (!isName(first) || isSign(this.#tokens[at + 1], '(')) return null;
    if (isSign(this.#tokens[at + 1], '.')) {
      const column = this.#tokens[at + 2];
      const table = frame.names.get(first.text.toLowerCase());
      if (table === undefined || column === undefined) return null;
      return this.#column(table, column.text, 3);
    }
    for (const table of new Set([...frame.names.values()].toReversed())) {
      const found = this.#column(table, first.text, 1);
      if (found !== null) return found;
    }
    return null;
  }

  #column(table: string, name: string, length: number): Reference | null {
    const shape = this.#tables.get(table.toLowerCase());
    const column = shape?.columns.get(name.toLowerCase());
    return column === undefined ? null : { table, column, length };
  }

  #compare({ scope, path }: Frame, at: number, { table, column, length }: Reference): void {
    const before = this.#tokens[at - 1];
    const after = this.#tokens[at + length];
    const forwards = comparisonOf(after, this.#tokens[at + length + 1]);
    const backwards = before?.kind === 'sign' ? (COMPARED[before.text] ?? null) : null;
    // Arithmetic on a column, and a plus before it, keep an index from being used.
    if (before?.kind === 'sign' && /^[-+*/%|]/.test(before.text)) return;
    const comparison = forwards ?? (isEnd(after) ? backwards : null);
    if (comparison === null) return;
    const value = forwards === null ? this.#tokens[at - 2] : this.#tokens[at + length + 1];
    scope.terms.push({
      table,
      column,
      comparison,
      value: value ?? null,
      path: path.map((one) => ({ ...one })),
    });
  }

  #sortKey(at: number, { table, column, length }: Reference): SortKey | null {
    const before = this.#tokens[at - 1];
    if (!isSign(before, ',') && !isWord(before, 'by')) return null;
    let next = at + length;
    let collate: SortKey['collate'] = null;
    if (isWord(this.#tokens[next], 'collate')) {
      const name = this.#tokens[next + 1]?.text.toUpperCase();
      collate = name === 'NOCASE' || name === 'RTRIM' ? name : null;
      next += 2;
    }
    return { table, column, desc: isWord(this.#tokens[next], 'desc'), collate };
  }
}

const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'word' || token?.kind === 'quoted';

const isEnd = (token: Token | undefined): boolean =>
  token === undefined || token.kind === 'word' || isSign(token, ')');

function comparisonOf(token: Token | undefined, next: Token | undefined): Comparison | null {
  if (token?.kind === 'sign') return COMPARED[token.text] ?? null;
  if (isWord(token, 'is')) return isWord(next, 'not') ? 'range' : 'equal';
  if (isWord(token, 'in')) return 'in';
  return isWord(token, 'between') || isWord(token, 'glob') ? 'range' : null;
}
