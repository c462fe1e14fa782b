/**
 * Whether an id that was read back can name a file: it leads out of no folder. What marks and settings are called never
 * does; a study that somebody else made, or changed, may.
 */
export function isSafeId(id: string): boolean {
  if (id === '' || id.includes('\0')) return false;
  return id.split(/[/\\]/).every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}
