import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Three bundles. Only `dependencies` (better-sqlite3) stay external, so the same output runs
 * beside any runtime that brings its own build of that one module (docs/decisions/0001). The
 * targets are the older of the two runtimes.
 */
const target = { node: 'node20.18', chrome: 'chrome130' };

export default defineConfig({
  main: {
    build: {
      target: target.node,
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          'monitor-worker': resolve('src/main/monitor-worker.ts'),
          demo: resolve('demo/index.ts'),
          'maintenance-child': resolve('src/core/maintenance/child.ts'),
        },
      },
    },
  },
  preload: {
    // A sandboxed preload must be one CommonJS file.
    build: {
      target: target.node,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: target.chrome,
      // Parsing is most of what a start costs the window.
      minify: true,
      // Everything is served from our own scheme under a CSP without inline code.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: resolve('src/renderer/index.html') } },
    },
  },
});
