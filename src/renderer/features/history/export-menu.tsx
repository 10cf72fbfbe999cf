import { Menu } from '@base-ui/react/menu';
import { useRef, type RefObject } from 'react';
import type { ChartName } from '../../../shared/history-export.ts';
import type { HistoryQuery } from '../../../shared/history.ts';
import { call } from '../../lib/api.ts';
import { attempt } from '../../lib/store.ts';

interface Props {
  readonly query: HistoryQuery;
  readonly name: ChartName;
  readonly title: string;
}

/** Writes a chart's figures, or its picture, to a file. */
export function ExportMenu({ query, name, title }: Props) {
  const trigger = useRef<HTMLButtonElement>(null);
  const home = useRef<HTMLSpanElement>(null);
  const figures = (format: 'csv' | 'json') => () =>
    attempt(call('exportHistory', { format, query, chart: name }));
  return (
    <Menu.Root>
      <Menu.Trigger ref={trigger} className="button export-button" aria-label={`Export ${title}`}>
        Export
      </Menu.Trigger>
      <span ref={home} className="export-home" />
      {/* Beside its button: at the end of the page it would be in no landmark. */}
      <Menu.Portal container={home}>
        <Menu.Positioner className="export-place" align="end" sideOffset={4} positionMethod="fixed">
          <Menu.Popup className="popover export-menu">
            <Menu.Item className="export-item" onClick={figures('csv')}>
              Figures as CSV
            </Menu.Item>
            <Menu.Item className="export-item" onClick={figures('json')}>
              Figures as JSON
            </Menu.Item>
            <Menu.Item className="export-item" onClick={() => attempt(picture(name, trigger))}>
              Picture as PNG
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** The panel around the trigger, as it is on screen once the menu is gone. */
async function picture(
  chart: ChartName,
  trigger: RefObject<HTMLButtonElement | null>,
): Promise<void> {
  const panel = trigger.current?.closest('.panel');
  if (panel === null || panel === undefined) return;
  panel.scrollIntoView({ block: 'nearest' });
  await new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
  const { x, y, width, height } = panel.getBoundingClientRect();
  const [left, top] = [Math.max(0, Math.round(x)), Math.max(0, Math.round(y))];
  await call('exportPicture', {
    chart,
    x: left,
    y: top,
    width: Math.round(width),
    height: Math.round(height),
  });
}
