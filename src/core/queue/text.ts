import { toText, type Stored } from '../sources/stored.ts';

/** Stored text as something a screen can show: hostile until it went through here. */

/** Control characters, and marks that turn the direction of what follows or cannot be seen. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/gu;

/** Most texts are nothing else: looking first is several times cheaper than replacing. */
const PLAIN = /^[ -~]*$/;

const SUMMARY_LENGTH = 200;

/** Any stored value as plain text of one line, at most `length` characters; null stays null. */
export function plainText(value: Stored, length = SUMMARY_LENGTH): string | null {
  const text = toText(value);
  if (text === null) return null;
  const line = PLAIN.test(text) ? text : text.toWellFormed().replace(UNSEEN, ' ');
  return cut(line.replace(/ {2,}/g, ' ').trim(), length);
}

/** The first line that says something, plain, at most 200 characters. */
export function summarize(value: Stored): string {
  for (const line of (toText(value) ?? '').split(/[\r\n\u2028\u2029]+/u)) {
    const plain = plainText(line);
    if (plain !== null && plain !== '') return plain;
  }
  return '';
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // A pair that would be cut in two stays out.
  return text.slice(0, length - 1).replace(/[\ud800-\udbff]$/u, '') + '…';
}
