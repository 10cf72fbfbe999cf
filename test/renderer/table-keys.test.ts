import { expect, it } from 'vitest';
import { stepTo } from '../../src/renderer/lib/table-keys.ts';

it('moves by one, by a page and to the ends, and stays inside', () => {
  expect(stepTo('ArrowDown', -1, 10, 4)).toBe(0);
  expect(stepTo('ArrowDown', 9, 10, 4)).toBe(9);
  expect(stepTo('ArrowUp', -1, 10, 4)).toBe(9);
  expect(stepTo('ArrowUp', 0, 10, 4)).toBe(0);
  expect(stepTo('PageDown', 3, 10, 4)).toBe(7);
  expect(stepTo('PageUp', 3, 10, 4)).toBe(0);
  expect(stepTo('PageDown', 3, 10, 0)).toBe(4);
  expect(stepTo('Home', 5, 10, 4)).toBe(0);
  expect(stepTo('End', 5, 10, 4)).toBe(9);
});

it('leaves other keys and empty tables alone', () => {
  expect(stepTo('a', 0, 10, 4)).toBeNull();
  expect(stepTo('ArrowDown', -1, 0, 4)).toBeNull();
});
