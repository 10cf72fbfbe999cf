import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CSPProvider } from '@base-ui/react/csp-provider';
// Before the views, so that their own rules win.
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { App } from './app.tsx';
import { connectMaintenance } from './lib/maintenance-store.ts';
import { connect } from './lib/store.ts';

/** For what main knows already; a page that shows nothing for longer would seem broken, ms. */
const PATIENCE_MS = 150;

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');

connectMaintenance();
// Usually there is a snapshot by now: drawn at once, it is the first picture.
await Promise.race([connect(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <App />
    </CSPProvider>
  </StrictMode>,
);
