import { useEffect, useRef, useState } from 'react';

/** An answer that is asked for again when it may have changed; the former one stays until the new one is there. */
export type Asked<Answer> =
  | { readonly state: 'waiting' }
  | { readonly state: 'answered'; readonly answer: Answer }
  | { readonly state: 'failed'; readonly message: string };

/** A study that changes all the time is asked for again after this long at the earliest, and twice as long as it took. */
const LEAST_PAUSE_MS = 300;

/**
 * `subject` says what is asked for: another one, and the former answer no longer holds. `revision` says of which
 * state: another one, and the answer is asked for anew while the former is shown.
 */
export function useAsked<Answer>(
  subject: string,
  revision: string,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Asked<Answer> {
  const [known, setKnown] = useState<{ readonly subject: string; readonly asked: Asked<Answer> }>();
  const last = useRef({ subject: '', endedAt: 0, tookMs: 0 });
  const question = useRef(ask);
  question.current = ask;
  useEffect(() => {
    const abort = new AbortController();
    const isFirst = last.current.subject !== subject;
    const pause = Math.max(LEAST_PAUSE_MS, 2 * last.current.tookMs) - (performance.now() - last.current.endedAt);
    const timer = setTimeout(
      () => {
        const startedAt = performance.now();
        question.current(abort.signal).then(
          (answer) => {
            const endedAt = performance.now();
            last.current = { subject, endedAt, tookMs: endedAt - startedAt };
            if (!abort.signal.aborted) setKnown({ subject, asked: { state: 'answered', answer } });
          },
          (error: unknown) => {
            if (abort.signal.aborted) return;
            const message = error instanceof Error ? error.message : String(error);
            // Nobody answered (the viewer was stopped meanwhile): what is known is still true of then.
            const isUnanswered = error instanceof TypeError;
            setKnown((former) =>
              isUnanswered && former?.subject === subject && former.asked.state === 'answered'
                ? former
                : { subject, asked: { state: 'failed', message } },
            );
          },
        );
      },
      isFirst ? 0 : Math.max(0, pause),
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [subject, revision]);
  return known?.subject === subject ? known.asked : { state: 'waiting' };
}
