import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { keysFor } from '../../lib/keys.ts';
import { setKeysOpen, useStore } from '../../lib/store.ts';
import { views } from './views.ts';
import '../../lib/ask.css';
import './keys-help.css';

type Line = readonly [keys: string, does: string];

const everywhere: readonly Line[] = [
  [keysFor('CmdOrCtrl+K'), 'find a session, or do something'],
  [`${keysFor('Alt+1')} to ${views.length}`, 'go to a view'],
  ['/', 'filter the list'],
  ['?', 'these keys'],
  ['Esc', 'close what is open'],
];
const lists: readonly Line[] = [
  ['↑ ↓', 'the row before, the row after'],
  ['Page Up, Page Down', 'a page of rows'],
  ['Home, End', 'the first row, the last row'],
  ['Enter', 'open it'],
  ['A', 'acknowledge an alert'],
];
const charts: readonly Line[] = [
  ['← →', 'read the moment before, the moment after'],
  ['Page Down, Page Up', 'a tenth earlier, a tenth later'],
  ['Home, End', 'the oldest moment, the newest'],
  ['Shift with these', 'choose a stretch, in History'],
  ['Enter', 'zoom to it'],
  ['Esc', 'let go'],
];

/** What the keyboard does, in the window and through the menu. */
export function KeysHelp() {
  const close = useRef<HTMLButtonElement>(null);
  const actions = useStore((store) => store.actions);
  const menu = actions.flatMap(({ accelerator, label }): Line[] =>
    accelerator === null ? [] : [[keysFor(accelerator), label.replace(/…$/, '')]],
  );
  return (
    <Dialog.Root open onOpenChange={setKeysOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="ask ask-wide" initialFocus={close}>
          <header className="ask-head">
            <Dialog.Title>Keyboard</Dialog.Title>
          </header>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that keys scroll it */}
          <section className="ask-body scroll keys-help" tabIndex={0} aria-label="Keys">
            <Keys title="Everywhere" lines={everywhere} />
            <Keys title="In a list" lines={lists} />
            <Keys title="On a chart, once Tab has led to it" lines={charts} />
            {menu.length > 0 && <Keys title="The menu" lines={menu} />}
          </section>
          <footer className="ask-foot">
            <Dialog.Close ref={close} className="button">
              Close
            </Dialog.Close>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Keys({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  return (
    <div className="keys-group">
      <h3>{title}</h3>
      <dl className="keys-lines">
        {lines.map(([keys, does]) => (
          <div key={keys + does}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
