import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { useState } from 'react';
import type { ActionItem } from '../../../shared/contract.ts';
import { call } from '../../lib/api.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { keysFor } from '../../lib/keys.ts';
import { stateTitles } from '../../lib/session-words.ts';
import { attempt, goTo, setKeysOpen, setPaletteOpen, useStore } from '../../lib/store.ts';
import './palette.css';

/** Everything the menu offers, and every session by name, under one key. */
export function Palette() {
  const open = useStore((store) => store.paletteOpen);
  return (
    <Dialog.Root open={open} onOpenChange={setPaletteOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="palette" aria-label="Find or do">
          <Commands />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Runs `what` once the palette is gone, so that a dialog of its own gets the focus. */
function choose(what: () => void): void {
  setPaletteOpen(false);
  what();
}

/** Sessions listed at most; typing narrows them. */
const most = 50;

function Commands() {
  const [search, setSearch] = useState('');
  const actions = useStore((store) => store.actions);
  const groups = Map.groupBy(
    actions.filter(({ enabled }) => enabled),
    ({ group }) => group,
  );
  return (
    <Command label="Find or do" loop>
      <Command.Input
        className="palette-input"
        placeholder="Find a session or do something…"
        value={search}
        onValueChange={setSearch}
      />
      <Command.List className="palette-list scroll" label="Results">
        <Command.Empty className="palette-empty">Nothing is called “{search}”.</Command.Empty>
        {[...groups].map(([group, items]) => (
          <Command.Group key={group} heading={group}>
            {items.map((item) => (
              <Action key={item.id} item={item} />
            ))}
          </Command.Group>
        ))}
        <Command.Group heading="Window">
          <Command.Item
            value="keys"
            keywords={['Keyboard', 'shortcuts']}
            onSelect={() => choose(() => setKeysOpen(true))}
          >
            <span className="clip">Keyboard…</span>
            <kbd>?</kbd>
          </Command.Item>
        </Command.Group>
        {search !== '' && <Sessions search={search} />}
      </Command.List>
    </Command>
  );
}

function Action({ item }: { readonly item: ActionItem }) {
  return (
    <Command.Item
      value={item.id}
      keywords={[item.group, item.label]}
      onSelect={() => choose(() => attempt(call('runAction', item.id)))}
    >
      <span className="clip">{item.label}</span>
      {item.accelerator !== null && <kbd>{keysFor(item.accelerator)}</kbd>}
    </Command.Item>
  );
}

function Sessions({ search }: { readonly search: string }) {
  const sessions = useStore((store) => store.snapshot?.sessions) ?? [];
  const word = search.toLowerCase();
  const found = sessions.filter(({ name }) => name.toLowerCase().includes(word)).slice(0, most);
  if (found.length === 0) return null;
  return (
    <Command.Group heading="Sessions">
      {found.map(({ key, name, state }) => (
        <Command.Item
          key={key}
          value={key}
          keywords={[name]}
          onSelect={() => choose(() => goTo({ view: 'sessions', session: key }))}
        >
          <Glyph name={state} size={12} />
          <span className="clip">{name}</span>
          <span className="faint">{stateTitles[state]}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
