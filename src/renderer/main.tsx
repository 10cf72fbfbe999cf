import './lib/no-eval.ts';
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

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');

connect();
connectMaintenance();
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <App />
    </CSPProvider>
  </StrictMode>,
);
