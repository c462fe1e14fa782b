import { spawn } from 'node:child_process';
import { hostname, userInfo } from 'node:os';

/** Why no browser is opened, and what to do instead; empty where one is. */
export function whyNoBrowser(
  wish: 'wanted' | 'unwanted',
  environment: NodeJS.ProcessEnv,
  address: string,
): readonly string[] {
  const hasDisplay = environment.DISPLAY !== undefined || environment.WAYLAND_DISPLAY !== undefined;
  if (environment.SSH_CONNECTION !== undefined && !hasDisplay) {
    const { port } = new URL(address);
    return [
      `Over SSH: run  ssh -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}  on your own machine, and open the address there.`,
    ];
  }
  if (wish === 'unwanted' || environment.CI !== undefined || !process.stdout.isTTY) return ['No browser is opened.'];
  return process.platform === 'linux' && !hasDisplay ? ['There is no display: no browser is opened.'] : [];
}

/** Opens the address in the user's browser; where there is none, the printed address is enough. */
export function openBrowser(url: string): void {
  const [program, ...words] = openerOf(process.platform);
  const child = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  return platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
}
