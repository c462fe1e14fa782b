import path from 'node:path';

/** A place relative to a folder it lies in, or is (`''`), with slashes; undefined where it lies elsewhere. */
export function pathBelow(folder: string, place: string): string | undefined {
  const below = path.relative(folder, place);
  const isElsewhere = below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below);
  return isElsewhere ? undefined : below.replaceAll(path.sep, '/');
}

/** The folders on the way to a relative path with slashes, outermost first, without itself. */
export function foldersOnTheWay(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
