import {
  startScriptedServer,
  type FakeServer,
  type FakeUsage,
  type Script,
  type WireFormat,
} from './scripted-server.js';
import { dataEvent, pieces } from './server-sent-event.js';

const FORMAT: WireFormat = {
  basePath: '/v1beta',
  contentType: 'text/event-stream',
  opening: (text) => pieces(text).map((piece) => chunk([{ text: piece }])),
  closing: (_text, finish, usage) => [
    { ...chunk([{ text: '' }], finish ?? 'STOP'), usageMetadata: usageMetadata(usage) },
  ],
  write: dataEvent,
};

/** POST /v1beta/models/NAME:streamGenerateContent?alt=sse. */
export function startGoogleServer(script: Script): Promise<FakeServer> {
  return startScriptedServer(FORMAT, script);
}

/** `{ error: { code, message, status, details } }`. */
export function googleError(code: number, status: string, message: string, details: readonly object[] = []): object {
  return { error: { code, message, status, details } };
}

function chunk(parts: readonly object[], finishReason?: string): object {
  const candidate = {
    content: { parts, role: 'model' },
    index: 0,
    ...(finishReason === undefined ? {} : { finishReason }),
  };
  return { candidates: [candidate], modelVersion: 'gemini-fake', responseId: 'response-1' };
}

function usageMetadata({ input, output, cacheRead = 0 }: FakeUsage): object {
  return {
    promptTokenCount: input,
    candidatesTokenCount: output,
    totalTokenCount: input + output,
    ...(cacheRead === 0 ? {} : { cachedContentTokenCount: cacheRead }),
  };
}
