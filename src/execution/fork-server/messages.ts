import { constants } from 'node:os';
import * as z from 'zod';
import { exitOf, type ProcessExit } from '../process/start-process.js';

const answer = z.union([
  z.object({ ready: z.literal(true) }),
  /** Why no process may be forked from it. */
  z.object({ unfit: z.string() }),
  z.object({ id: z.number(), pid: z.number() }),
  z.object({ id: z.number(), refused: z.string() }),
  /** As wait(2) gives it. */
  z.object({ id: z.number(), status: z.number() }),
]);

/** What a fork server says; `python/ablationmage_probe/fork_server/` is its writer. */
export type ServerAnswer = z.infer<typeof answer>;

/** Undefined for a line that is none of its own, or that its death left torn. */
export function parseAnswer(line: string): ServerAnswer | undefined {
  try {
    return answer.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** How a process ended whose status wait(2) gave: a signal in the lowest seven bits, or an exit code above them. */
export function exitOfStatus(status: number): ProcessExit {
  const signalNumber = status & 0x7f;
  if (signalNumber === 0) return exitOf((status >> 8) & 0xff);
  const found = Object.entries(constants.signals).find(([, number]) => number === signalNumber);
  return { kind: 'signalled', signal: found?.[0] ?? String(signalNumber) };
}
