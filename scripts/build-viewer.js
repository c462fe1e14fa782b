import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const SOURCE = path.resolve('viewer');
const ASSETS = path.resolve('dist/viewer/assets');

/** What goes into the script, and so into every report's file, with its licence. */
const BUNDLED = ['react', 'react-dom', 'scheduler', '@tanstack/react-virtual', '@tanstack/virtual-core'];

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
  const script = path.join(ASSETS, 'viewer.js');
  writeFileSync(script, `${licences()}${readFileSync(script, 'utf8')}`);
}

function licences() {
  const { resolve } = createRequire(path.join(SOURCE, 'main.tsx'));
  const texts = BUNDLED.map((name) => {
    const [modules] = resolve(name).split(`/${name}/`);
    return `${name}\n\n${readFileSync(`${modules}/${name}/LICENSE`, 'utf8').trim()}`;
  });
  return `/*!\n${texts.join('\n\n')}\n*/\n`;
}
