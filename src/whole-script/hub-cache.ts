import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Snapshots of a repository in the local cache of Hugging Face, that of `main` first. Absolute. */
export async function cachedSnapshots(id: string, environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const repository = path.join(cacheFolder(environment), `models--${id.replaceAll('/', '--')}`);
  const snapshots = path.join(repository, 'snapshots');
  const main = (await readFile(path.join(repository, 'refs', 'main'), 'utf8').catch(() => '')).trim();
  const names = (await readdir(snapshots).catch(() => [])).sort((a, b) => Number(b === main) - Number(a === main));
  return names.map((name) => path.join(snapshots, name));
}

/** As huggingface_hub finds it. */
function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const hub = set(environment.HF_HUB_CACHE) ?? set(environment.HUGGINGFACE_HUB_CACHE);
  if (hub !== undefined) return fromHome(hub);
  const home = set(environment.HF_HOME);
  if (home !== undefined) return path.join(fromHome(home), 'hub');
  const caches = set(environment.XDG_CACHE_HOME) ?? '~/.cache';
  return path.join(fromHome(caches), 'huggingface', 'hub');
}

function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function fromHome(folder: string): string {
  return folder.replace(/^~(?=\/|$)/, () => homedir());
}
