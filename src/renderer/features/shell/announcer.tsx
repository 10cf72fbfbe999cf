import { peek, useStore } from '../../lib/store.ts';

/** Tells screen readers when the kind of the situation changes, not at every counted minute. */
export function Announcer() {
  const health = useStore((store) => store.snapshot?.headline.health ?? null);
  return (
    <output className="visually-hidden">
      <Words key={health} />
    </output>
  );
}

/** The headline as it was when the situation changed. */
function Words() {
  return <>{peek().snapshot?.headline.text}</>;
}
