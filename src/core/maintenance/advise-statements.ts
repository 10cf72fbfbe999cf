import { MaintenanceError } from './maintenance-error.ts';
import { isSign, isWord, tokenize, type Token } from './tokens.ts';

/** One statement of somebody's workload. */
export interface WorkloadStatement {
  readonly id: string;
  readonly sql: string;
  readonly tokens: readonly Token[];
}

const LARGEST_TEXT = 1_048_576;
const MOST_STATEMENTS = 500;
const KINDS = ['select', 'with', 'update', 'delete'];

/**
 * Splits pasted SQL into statements. What is not a SELECT, UPDATE or DELETE is named in `refused`
 * and never looked at further. Throws a MaintenanceError where the text is no SQL or too much of it.
 */
export function statementsOf(text: string): {
  readonly statements: readonly WorkloadStatement[];
  readonly refused: readonly string[];
} {
  if (text.length > LARGEST_TEXT) {
    throw new MaintenanceError('bad-request', 'The SQL is longer than 1 MB.');
  }
  const parts = split(text);
  if (parts.length > MOST_STATEMENTS) {
    throw new MaintenanceError(
      'bad-request',
      `More than ${MOST_STATEMENTS} statements are too many.`,
    );
  }
  return {
    statements: parts
      .filter(wanted)
      .map((tokens, at) => ({ id: `statement-${at + 1}`, ...own(text, tokens) })),
    refused: parts.filter((tokens) => !wanted(tokens)).map((tokens) => own(text, tokens).sql),
  };
}

const wanted = (tokens: readonly Token[]): boolean => KINDS.some((word) => isWord(tokens[0], word));

/** One statement that is known to be one, such as a query of the catalogue. */
export const statementOf = (id: string, sql: string): WorkloadStatement => ({
  id,
  ...own(sql, tokenize(sql)),
});

function split(text: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokensOf(text)) {
    if (isSign(token, ';')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((tokens) => tokens.length > 0);
}

function tokensOf(text: string): readonly Token[] {
  try {
    return tokenize(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MaintenanceError('bad-request', `This cannot be read as SQL: ${reason}.`, error);
  }
}

/** A statement's own text, and its tokens placed in that. */
function own(text: string, tokens: readonly Token[]): Omit<WorkloadStatement, 'id'> {
  const from = tokens[0]?.from ?? 0;
  return {
    sql: text.slice(from, tokens.at(-1)?.to ?? from),
    tokens: tokens.map((token) => ({ ...token, from: token.from - from, to: token.to - from })),
  };
}
