import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';

/** POST /model/NAME/converse-stream: one reply in AWS's binary event stream. */
export async function startBedrockServer(text: string): Promise<{
  readonly url: string;
  readonly authorizations: readonly (string | undefined)[];
  close(): Promise<void>;
}> {
  const authorizations: (string | undefined)[] = [];
  const server = createServer((incoming, response) => {
    authorizations.push(incoming.headers.authorization);
    incoming.resume();
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(message('messageStart', { role: 'assistant' }));
    response.write(message('contentBlockDelta', { contentBlockIndex: 0, delta: { text } }));
    response.write(message('contentBlockStop', { contentBlockIndex: 0 }));
    response.write(message('messageStop', { stopReason: 'end_turn' }));
    response.end(message('metadata', { usage: { inputTokens: 30, outputTokens: 5, totalTokens: 35 } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Lengths, checksum, headers, payload, checksum. */
function message(eventType: string, payload: object): Buffer {
  const headers = Buffer.concat([
    header(':message-type', 'event'),
    header(':event-type', eventType),
    header(':content-type', 'application/json'),
  ]);
  const body = Buffer.from(JSON.stringify(payload));
  const lengths = Buffer.concat([uint32(headers.length + body.length + 16), uint32(headers.length)]);
  const checked = Buffer.concat([lengths, uint32(crc32(lengths)), headers, body]);
  return Buffer.concat([checked, uint32(crc32(checked))]);
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(value.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([7]), length, Buffer.from(value)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
