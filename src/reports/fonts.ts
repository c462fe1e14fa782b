import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files of the fonts that come along: a machine without fonts makes the same pictures and pages. */
export const FONT_FILES = [
  '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  '@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
  '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  '@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf',
  '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
] as const;

/** Of figures. */
export const SANS = 'Source Sans 3';
/** Of running text. */
export const SERIF = 'Source Serif 4';
/** Of code. */
export const MONO = 'JetBrains Mono';
/** For the characters the others lack: `✓`, `−`, Arabic, Hebrew, mathematics. */
export const FALLBACK = 'DejaVu Sans';

/** Absolute paths. The build copies the files beside the compiled code. */
export function fontPaths(): string[] {
  const shipped = fileURLToPath(new URL('../fonts/', import.meta.url));
  const { resolve } = createRequire(import.meta.url);
  return FONT_FILES.map((file) => {
    const copy = path.join(shipped, path.basename(file));
    return existsSync(copy) ? copy : resolve(file);
  });
}
