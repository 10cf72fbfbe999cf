import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { root, script } from './lib/project.mjs';

/**
 * `node scripts/icons.mjs`: draws every icon of the app and the tray; the pictures are committed.
 * A state is told by its outline as well as by its colour: disc, triangle, square, ring.
 */

/** Okabe and Ito's colours, which the window uses for the same states. */
const green = '#009e73';
const amber = '#e69f00';
const red = '#d55e00';
const grey = '#8a93a3';

/**
 * @typedef {object} State
 * @property {string} color
 * @property {string} outline on 16 × 16
 * @property {string} sign what is in it
 */

/** @type {Record<string, State>} */
const states = {
  fine: {
    color: green,
    outline: '<circle cx="8" cy="8" r="7"/>',
    sign: '<path d="M4.6 8.3 7 10.7l4.4-5.2" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>',
  },
  attention: {
    color: amber,
    outline:
      '<path d="M8 1.9 14.8 13.9H1.2Z" stroke-width="1.8" stroke-linejoin="round" class="edge"/>',
    sign: '<path d="M8 6.2v3.6M8 12.2v.1" fill="none" stroke-width="2" stroke-linecap="round"/>',
  },
  broken: {
    color: red,
    outline: '<rect x="1.2" y="1.2" width="13.6" height="13.6" rx="2.4"/>',
    sign: '<path d="m5 5 6 6m0-6-6 6" fill="none" stroke-width="2.2" stroke-linecap="round"/>',
  },
  paused: {
    color: grey,
    outline: '<circle cx="8" cy="8" r="6.2" class="hollow" fill="none" stroke-width="1.6"/>',
    sign: '<path d="M6.3 5.6v4.8M9.7 5.6v4.8" class="own" fill="none" stroke-width="1.8" stroke-linecap="round"/>',
  },
};

/** @param {string} body @param {string} style */
const svg = (body, style) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><style>${style}</style>${body}</svg>`;

/** In colour, the sign in white (on amber in black). @param {State} state */
function colored({ color, outline, sign }) {
  const ink = color === amber ? '#1b1300' : '#fff';
  const style = `.shape>*{fill:${color}} .edge{stroke:${color}} .shape>.hollow{fill:none;stroke:${color}} .sign>*{stroke:${ink}} .sign>.own{stroke:${color}}`;
  return svg(`<g class="shape">${outline}</g><g class="sign">${sign}</g>`, style);
}

/** Black and clear, as a Mac's menu bar wants it: the sign is cut out. @param {State} state */
function template({ color, outline, sign }) {
  if (color === grey) {
    return svg(outline + sign, '*{stroke:#000}');
  }
  const style =
    '.keep{fill:#fff;stroke:none} .keep .edge{stroke:#fff} .cut *{stroke:#000} .ink{fill:#000}';
  return svg(
    `<mask id="m"><g class="keep">${outline}</g><g class="cut">${sign}</g></mask><rect class="ink" width="16" height="16" mask="url(#m)"/>`,
    style,
  );
}

/** The app: a lens that looks back. On 64 × 64. */
const app = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect x="3" y="3" width="58" height="58" rx="14" fill="#15202e"/>
  <circle cx="32" cy="32" r="18" fill="none" stroke="#f4f6f9" stroke-width="5"/>
  <circle cx="32" cy="32" r="7" fill="${amber}"/>
</svg>`;

/** @param {string} source @param {number} size */
const png = (source, size) =>
  new Resvg(source, { fitTo: { mode: 'width', value: size } }).render().asPng();

await script(async () => {
  const folder = join(root, 'resources', 'icons');
  await mkdir(join(folder, 'tray'), { recursive: true });
  /** @param {string} name @param {string} source @param {number} size */
  const write = (name, source, size) => writeFile(join(folder, name), png(source, size));
  for (const [name, state] of Object.entries(states)) {
    await write(`tray/${name}-16.png`, colored(state), 16);
    await write(`tray/${name}-16@2x.png`, colored(state), 32);
    await write(`tray/${name}-22.png`, colored(state), 22);
    await write(`tray/${name}-22@2x.png`, colored(state), 44);
    await write(`tray/${name}Template.png`, template(state), 16);
    await write(`tray/${name}Template@2x.png`, template(state), 32);
  }
  await write('app.png', app, 512);
});
