import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The pages of viewer and HTML report, as the build made them of `viewer/`. */
export interface ViewerAssets {
  /** The served page, which loads the others. */
  readonly page: string;
  readonly script: string;
  readonly style: string;
  readonly icon: string;
}

/** Throws where the program was not built. */
export function viewerAssets(): ViewerAssets {
  const folder = assetsFolder();
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  return { page: read('index.html'), script: read('viewer.js'), style: read('viewer.css'), icon: read('icon.svg') };
}

/** Beside the compiled code; run from the sources, the files of the last build. */
function assetsFolder(): string {
  const [shipped, built] = ['../viewer/assets/', '../../dist/viewer/assets/'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  return shipped !== undefined && existsSync(shipped) ? shipped : (built ?? '');
}
