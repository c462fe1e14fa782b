import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of a fake provider. */
export type Answer =
  /** A whole reply; `finish` as the provider names it, absent: its word for a normal end. */
  | { readonly kind: 'reply'; readonly text: string; readonly finish?: string; readonly usage?: FakeUsage }
  /** An error in the provider's shape, or any body. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  /** The beginning of a reply; then the connection breaks (`cut`), ends without a finish (`end`), or stays silent. */
  | { readonly kind: 'begin'; readonly text: string; readonly then: 'cut' | 'end' | 'silence' }
  /** A whole reply of which one event comes every so often. */
  | { readonly kind: 'slow'; readonly text: string; readonly everyMs: number }
  /** Not even a status. */
  | { readonly kind: 'nothing' }
  /** The beginning of a reply, then these events or lines of the provider's stream. */
  | { readonly kind: 'events'; readonly text: string; readonly events: readonly object[] };

export interface FakeUsage {
  /** All input, cached or not. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

/** Answers in the order of the requests, or from what a request says. */
export type Script = readonly (Answer | ((request: FakeRequest) => Answer))[];

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
}

export interface FakeServer {
  /** With the path that the provider's base URL has. */
  readonly url: string;
  /** As they came, the answered and the unanswered. */
  readonly requests: readonly FakeRequest[];
  close(): Promise<void>;
}

/** How a provider writes a stream. */
export interface WireFormat {
  readonly basePath: string;
  readonly contentType: string;
  /** What is sent before the end of a reply. */
  opening(text: string, request: FakeRequest, usage: FakeUsage): readonly object[];
  closing(text: string, finish: string | undefined, usage: FakeUsage): readonly object[];
  write(event: object): string;
  /** After the last event of a reply that ended well; absent: nothing. */
  readonly end?: string;
  /** Requests that are not calls of the model; undefined for those that are. */
  aside?(request: FakeRequest): { readonly status: number; readonly body: unknown } | undefined;
}

const USAGE: FakeUsage = { input: 1000, output: 50 };

/** A server on loopback that speaks one provider's wire format and answers by a script, then with status 500. */
export async function startScriptedServer(format: WireFormat, script: Script): Promise<FakeServer> {
  const requests: FakeRequest[] = [];
  const answers = [...script];
  const server = createServer((incoming, response) => {
    void readRequest(incoming).then((request) => {
      const aside = format.aside?.(request);
      if (aside !== undefined) {
        sendJson(response, aside.status, aside.body, {});
        return;
      }
      requests.push(request);
      const next = answers.shift();
      if (next === undefined) sendJson(response, 500, { error: { message: 'the script is over' } }, {});
      else send(response, typeof next === 'function' ? next(request) : next, format, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${format.basePath}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, answer: Answer, format: WireFormat, request: FakeRequest): void {
  if (answer.kind === 'error') {
    sendJson(response, answer.status, answer.body, answer.headers ?? {});
    return;
  }
  if (answer.kind === 'nothing') return;
  const usage = (answer.kind === 'reply' ? answer.usage : undefined) ?? USAGE;
  const written = (events: readonly object[]): string => events.map((event) => format.write(event)).join('');
  response.writeHead(200, { 'content-type': format.contentType });
  if (answer.kind === 'slow') {
    const events = [...format.opening(answer.text, request, usage), ...format.closing(answer.text, undefined, usage)];
    const timer = setInterval(() => {
      const next = events.shift();
      if (next !== undefined) response.write(format.write(next));
      else response.end(format.end ?? '');
    }, answer.everyMs);
    response.on('close', () => {
      clearInterval(timer);
    });
    return;
  }
  response.write(written(format.opening(answer.text, request, usage)), () => {
    if (answer.kind === 'reply') {
      response.end(written(format.closing(answer.text, answer.finish, usage)) + (format.end ?? ''));
    } else if (answer.kind === 'events') response.end(written(answer.events));
    else if (answer.then === 'end') response.end();
    else if (answer.then === 'cut') response.destroy();
  });
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += String(chunk);
  const { method = '', url = '', headers } = incoming;
  return { method, path: url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
