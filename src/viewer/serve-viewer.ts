import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { UserError } from '../core/user-error.js';
import { viewerAssets } from '../reports/viewer-assets.js';
import { viewerRoutes } from './viewer-routes.js';
import { ViewerState } from './viewer-state.js';

/** What the viewer is started with. */
export interface ViewerPlace {
  /** An `ablationmage_outputs`, or the folder of one study. */
  readonly folder: string;
  /** 0: any free one. */
  readonly port: number;
  /** Called for what should not happen; the viewer goes on. */
  readonly onError: (error: unknown) => void;
}

/** Without the token nobody else on this machine sees anything. */
const TOKEN_BYTES = 18;
const ADDRESS = '127.0.0.1';

/**
 * Serves the pages of the studies in a folder to this machine, until the signal is aborted. `onListening` is given
 * the address to open. Nothing is written. Throws a UserError where the port is taken.
 */
export async function serveViewer(
  { folder, port, onError }: ViewerPlace,
  signal: AbortSignal,
  onListening: (url: string) => void,
): Promise<void> {
  // Each open page listens for the end.
  setMaxListeners(0, signal);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await using state = new ViewerState(folder, signal, onError);
  const app = viewerRoutes(token, viewerAssets(), state);
  const server = serve({ fetch: app.fetch, hostname: ADDRESS, port });
  await listening(server, port);
  const { port: given } = server.address() as AddressInfo;
  onListening(`http://${ADDRESS}:${given}/${token}/`);
  await ended(signal);
  await closed(server);
}

async function listening(server: ServerType, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new UserError(
          `--port ${port}: cannot be used (${error.code ?? error.message}). Say another, or leave it out for a free one.`,
        ),
      );
    });
  });
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

/** Pages that listen hear of it first; who does not hang up is hung up on. */
async function closed(server: ServerType): Promise<void> {
  const isClosed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  const timer = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, 300);
  await isClosed;
  clearTimeout(timer);
}
