import { useEffect, useRef, useState, type ReactNode } from 'react';
import { LOG_STREAMS, type LogStream } from '../../src/core/study-view.js';
import type { RunKey } from '../data/data-source.js';
import { useSource } from '../data/source-context.js';
import { useLog, type ShownLog } from './use-log.js';

/** What a run said on one of its streams. While it runs, the end stays in sight unless one scrolled up. */
export function LogView({ run }: { readonly run: RunKey }): ReactNode {
  const source = useSource();
  const [stream, setStream] = useState<LogStream>('stdout');
  const log = useLog(source, run, stream);
  const box = useRef<HTMLPreElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  useEffect(() => {
    if (isFollowing && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [log, isFollowing]);
  const address = source.logAddress(run, stream);
  return (
    <div className="log">
      <div className="toolbar">
        <fieldset className="choice">
          <legend className="visually-hidden">Stream</legend>
          {LOG_STREAMS.map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="stream"
                checked={name === stream}
                onChange={() => {
                  setStream(name);
                  setFollowing(true);
                }}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <label className="check">
          <input
            type="checkbox"
            checked={isFollowing}
            onChange={({ target }) => {
              setFollowing(target.checked);
            }}
          />
          Stay at the end
        </label>
        <p role="status" className="quiet toolbar-count">
          {stateInWords(log)}
        </p>
        {address !== undefined && (
          <a href={address} target="_blank" rel="noreferrer">
            whole log
          </a>
        )}
      </div>
      <pre
        ref={box}
        className="log-text"
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={`${stream} of ${run.trial}, seed index ${run.seed}`}
        onScroll={({ currentTarget }) => {
          setFollowing(isAtEnd(currentTarget));
        }}
      >
        {log.isCut && <span className="quiet">{'… earlier lines are left out\n'}</span>}
        {log.lines.join('\n')}
        {log.unfinished !== '' && `${log.lines.length > 0 ? '\n' : ''}${log.unfinished}`}
      </pre>
    </div>
  );
}

function isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < 8;
}

function stateInWords({ state, lines, unfinished }: ShownLog): string {
  switch (state) {
    case 'reading':
      return 'reading …';
    case 'following':
      return 'follows the run';
    case 'ended':
      return lines.length === 0 && unfinished === '' ? 'it said nothing here' : '';
    case 'absent':
      return 'this file does not have the log';
    case 'out-of-reach':
      return 'the viewer does not answer';
  }
}
