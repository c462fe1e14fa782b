import { copyFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const SOURCE = path.resolve('viewer');
const ASSETS = path.resolve('dist/viewer/assets');

/** The pages of `viewer/` as one script and one style: served as files, or put into a report's file. */
export async function buildViewer() {
  await build({
    configFile: false,
    root: SOURCE,
    logLevel: 'warn',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir: ASSETS,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: false,
      lib: {
        entry: path.join(SOURCE, 'main.tsx'),
        formats: ['iife'],
        name: 'ablationmageViewer',
        fileName: () => 'viewer.js',
        cssFileName: 'viewer',
      },
    },
  });
  for (const file of ['index.html', 'icon.svg']) copyFileSync(path.join(SOURCE, file), path.join(ASSETS, file));
}
