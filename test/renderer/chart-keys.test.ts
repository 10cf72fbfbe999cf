import { expect, it } from 'vitest';
import { pointFor } from '../../src/renderer/lib/chart-keys.ts';
import { firstMoment, layersOf } from '../../src/renderer/lib/chart-paths.ts';

const points = Array.from({ length: 40 }, (_, i) => ({ t: i * 10, waiting: i < 7 ? null : i }));
const at = (t: number) => points.find((point) => point.t === t) ?? null;

it('moves along a chart by a point, by a tenth of it and to its ends, and stays inside', () => {
  expect(pointFor('ArrowLeft', points, at(50))).toBe(at(40));
  expect(pointFor('ArrowRight', points, at(50))).toBe(at(60));
  expect(pointFor('ArrowRight', points, at(390))).toBe(at(390));
  expect(pointFor('PageUp', points, at(50))).toBe(at(90));
  expect(pointFor('PageDown', points, at(50))).toBe(at(10));
  expect(pointFor('Home', points, at(50))).toBe(at(0));
  expect(pointFor('End', points, at(50))).toBe(at(390));
});

it('begins at the newest point, and leaves other keys and empty charts alone', () => {
  expect(pointFor('ArrowLeft', points, null)).toBe(at(390));
  expect(pointFor('ArrowRight', points, null)).toBe(at(390));
  expect(pointFor('ArrowDown', points, at(50))).toBeNull();
  expect(pointFor('a', points, at(50))).toBeNull();
  expect(pointFor('End', [], null)).toBeNull();
});

it('knows when the first figure is of, before which nothing was worked out', () => {
  expect(firstMoment(layersOf(points, ['other', 'waiting'], true))).toBe(70);
  expect(firstMoment(layersOf(points, ['other'], true))).toBeNull();
});
