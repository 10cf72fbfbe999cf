/** Words that SQLite reserves or that read better in quotes (sqlite.org/lang_keywords.html). */
const KEYWORDS = new Set(
  `abort action add after all alter always analyze and as asc attach autoincrement before begin
  between by cascade case cast check collate column commit conflict constraint create cross current
  current_date current_time current_timestamp database default deferrable deferred delete desc detach
  distinct do drop each else end escape except exclude exclusive exists explain fail filter first
  following for foreign from full generated glob group groups having if ignore immediate in index
  indexed initially inner insert instead intersect into is isnull join key last left like limit match
  materialized natural no not nothing notnull null nulls of offset on or order others outer over
  partition plan pragma preceding primary query raise range recursive references regexp reindex
  release rename replace restrict returning right rollback row rows savepoint select set table temp
  temporary then ties to transaction trigger unbounded union unique update using vacuum values view
  virtual when where window with without`.split(/\s+/),
);

/** A name as SQL: bare where that is safe, else in double quotes. */
export function quoteName(name: string): string {
  const bare = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !KEYWORDS.has(name.toLowerCase());
  return bare ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A value as an SQL literal. Numbers must be finite. */
export function quoteValue(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
