/**
 * Where a key moves the selection in a list of `length` rows from `current` (-1: none selected),
 * `page` rows at a time for the page keys. null when the key does not move it.
 */
export function stepTo(key: string, current: number, length: number, page: number): number | null {
  if (length === 0) return null;
  const within = (index: number) => Math.min(length - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return within(current + 1);
    case 'ArrowUp':
      return current < 0 ? length - 1 : within(current - 1);
    case 'PageDown':
      return within(current + Math.max(1, page));
    case 'PageUp':
      return within(current - Math.max(1, page));
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return null;
  }
}
