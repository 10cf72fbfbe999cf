/** Settings while they are typed: same shape, any values. */
export type Draft = Readonly<Record<string, unknown>>;

const isDraft = (value: unknown): value is Draft => typeof value === 'object' && value !== null;

/** The value at a dotted path; undefined where there is none. */
export function at(draft: Draft, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isDraft(value) ? value[key] : undefined), draft);
}

/** A copy of `draft` with `value` at a dotted path. */
export function put(draft: Draft, path: string, value: unknown): Draft {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...draft, [key]: value };
  const inner = draft[key];
  return { ...draft, [key]: put(isDraft(inner) ? inner : {}, rest.join('.'), value) };
}
