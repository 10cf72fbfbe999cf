import './lib/no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { App } from './app.tsx';
import { connect } from './lib/store.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');

connect();
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <App />
    </CSPProvider>
  </StrictMode>,
);
