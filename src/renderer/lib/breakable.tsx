import { Fragment } from 'react';

/** A name, or words with names in them, that may break after an underscore where there is no room. */
export function Breakable({ text }: { readonly text: string }) {
  return text.split(/(?<=_)/).map((part, at) => (
    // The parts of one text stay in their order.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
