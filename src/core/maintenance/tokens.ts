/** One token of a SQL text. `text` is what it means: quotes removed, words as they were written. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'sign';
  readonly text: string;
  /** Where it starts in the SQL text, and where the text after it starts. */
  readonly from: number;
  readonly to: number;
}

class SqlTextError extends Error {
  override readonly name = 'SqlTextError';
}

const SKIP = /(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?(?:\*\/|$))+/y;
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const NUMBER = /(?:0[xX][\da-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/y;
const BLOB = /[xX]'[\da-fA-F]*'/y;
const PARAMETER = /\?\d*|[:@$][A-Za-z_]\w*/y;
const SIGN = /->>|->|\|\||<<|>>|<=|>=|<>|==|!=|[^\s]/y;
const CLOSING: Readonly<Record<string, string>> = { '"': '"', '`': '`', '[': ']', "'": "'" };

const matchAt = (pattern: RegExp, sql: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0] ?? null;
};

/**
 * Splits SQL as SQLite's own tokenizer does; comments and white space are left out.
 * Throws SqlTextError where a quoted text has no end.
 */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += matchAt(SKIP, sql, at)?.length ?? 0;
    if (at >= sql.length) return tokens;
    const token = nextToken(sql, at);
    tokens.push(token);
    at = token.to;
  }
}

function nextToken(sql: string, from: number): Token {
  const first = sql.charAt(from);
  const closing = CLOSING[first];
  if (closing !== undefined) return quotedToken(sql, from, closing);
  const blob = matchAt(BLOB, sql, from);
  if (blob !== null) return { kind: 'string', text: blob, from, to: from + blob.length };
  const kinds = [
    ['word', WORD],
    ['number', NUMBER],
    ['parameter', PARAMETER],
  ] as const;
  for (const [kind, pattern] of kinds) {
    const text = matchAt(pattern, sql, from);
    if (text !== null) return { kind, text, from, to: from + text.length };
  }
  const text = matchAt(SIGN, sql, from) ?? first;
  return { kind: 'sign', text, from, to: from + text.length };
}

function quotedToken(sql: string, from: number, closing: string): Token {
  let text = '';
  for (let at = from + 1; ; at += 1) {
    const end = sql.indexOf(closing, at);
    if (end === -1) throw new SqlTextError(`a quoted text starts at ${from} and never ends`);
    text += sql.slice(at, end);
    // A doubled quote is one quote; brackets cannot be doubled.
    if (closing === ']' || sql.charAt(end + 1) !== closing) {
      return { kind: closing === "'" ? 'string' : 'quoted', text, from, to: end + 1 };
    }
    text += closing;
    at = end + 1;
  }
}

/** True for a bare word equal to `word`, whatever its case. */
export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toLowerCase() === word;

export const isSign = (token: Token | undefined, sign: string): boolean =>
  token?.kind === 'sign' && token.text === sign;

/** One spelling for texts that mean the same: case, quotes around names, white space and comments. */
export function normalise(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.kind === 'string') return `'${token.text.replaceAll("'", "''")}'`;
      if (token.kind === 'word' || token.kind === 'quoted') return token.text.toLowerCase();
      return token.text;
    })
    .join(' ');
}
