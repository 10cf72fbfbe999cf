import { Dialog } from '@base-ui/react/dialog';
import { useRef, type ReactNode } from 'react';
import './ask.css';

interface Props {
  readonly title: string;
  /** One sentence under the title. */
  readonly note: ReactNode;
  readonly onClose: () => void;
  /** What says yes; the dialog brings its own way out. */
  readonly yes?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog that asks before something is done. Escape, Cancel and a click beside it are a no. */
export function Ask({ title, note, onClose, yes, wide = false, children }: Props) {
  const no = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={`ask${wide ? ' ask-wide' : ''}`} initialFocus={no}>
          <header className="ask-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Description className="muted">{note}</Dialog.Description>
          </header>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that keys scroll it */}
          <section className="ask-body scroll" tabIndex={0} aria-label="Details">
            {children}
          </section>
          <footer className="ask-foot">
            <Dialog.Close ref={no} className="button">
              Cancel
            </Dialog.Close>
            {yes}
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
