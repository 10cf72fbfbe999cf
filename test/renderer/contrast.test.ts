import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const css = readFileSync('src/renderer/styles/tokens.css', 'utf8');

/** The hex colours of `light-dark(a, b)` of a token in :root, or one for both. */
function token(name: string): { light: string; dark: string } {
  const value = new RegExp(`^  --${name}: (.*);$`, 'm').exec(css)?.[1] ?? '';
  const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (reference !== undefined) return token(reference);
  const [light, dark = light] = value.match(/#[0-9a-f]{6}/g) ?? [];
  if (light === undefined || dark === undefined)
    throw new Error(`no colour in --${name}: ${value}`);
  return { light, dark };
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const channel = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const themes = ['light', 'dark'] as const;
const grounds = ['bg', 'surface', 'raised', 'sunken', 'hover', 'selected'];
const texts = ['ink', 'muted', 'faint', 'accent'];
const inks = ['working', 'waiting', 'ready', 'blocked', 'unknown', 'quiet'];
const washes = ['waiting', 'ready', 'blocked', 'quiet'];

const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground, 4.5] as const)),
  ...inks.flatMap((ink) => ['bg', 'surface'].map((ground) => [`${ink}-ink`, ground, 4.5] as const)),
  ...washes.map((wash) => [`${wash}-ink`, `${wash}-wash`, 4.5] as const),
  ['on-accent', 'accent-fill', 4.5] as const,
  ['focus', 'bg', 3] as const,
  ['focus', 'surface', 3] as const,
];

it.each(themes)('text can be read on every ground it stands on: %s', (theme) => {
  const poor = pairs
    .map(([text, ground, least]) => ({
      pair: `${text} on ${ground}`,
      ratio: contrast(token(text)[theme], token(ground)[theme]),
      least,
    }))
    .filter(({ ratio, least }) => ratio < least);
  expect(poor).toEqual([]);
});
