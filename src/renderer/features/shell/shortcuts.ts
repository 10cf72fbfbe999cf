import { useEffect } from 'react';
import { goTo, setKeysOpen, setPaletteOpen } from '../../lib/store.ts';
import { views } from './views.ts';

/**
 * Keys that work in every view. The menu carries the rest; views add their own where they apply
 * (arrows in tables and on charts); "?" tells of them all.
 */
export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    setPaletteOpen(true);
    return;
  }
  const view = event.altKey && !event.ctrlKey ? views[Number(event.key) - 1] : undefined;
  if (view !== undefined) {
    event.preventDefault();
    goTo({ view: view.view });
    return;
  }
  if (isTyping(event.target)) return;
  if (event.key === '?') {
    event.preventDefault();
    setKeysOpen(true);
  }
  if (event.key === '/') {
    const filter = document.querySelector<HTMLElement>('[data-filter]');
    if (filter === null) return;
    event.preventDefault();
    filter.focus();
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select');
