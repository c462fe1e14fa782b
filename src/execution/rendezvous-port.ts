import { createServer } from 'node:net';

/** A TCP port nobody listens on now, as the system gives it out; it is not given to anyone else soon after. */
export function findRendezvousPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
