import { ago, clockTime, fullTime } from './format.ts';
import { duration } from '../../shared/words.ts';
import { useClock } from './clock.ts';

/** How long something has lasted, kept current: "14 min". The full time is its tooltip. */
export function Age({ since }: { readonly since: number }) {
  const text = useClock((now) => duration(now - since));
  return (
    <time className="age" title={fullTime(since)}>
      {text}
    </time>
  );
}

/** The same as "14 min ago". */
export function Ago({ at }: { readonly at: number }) {
  const text = useClock((now) => ago(now - at));
  return (
    <time className="age" title={fullTime(at)}>
      {text}
    </time>
  );
}

/** A point in time: "16:50:07", with the date on another day. */
export function Time({ at }: { readonly at: number }) {
  const text = useClock((now) => clockTime(at, now));
  return (
    <time className="age" title={fullTime(at)}>
      {text}
    </time>
  );
}
