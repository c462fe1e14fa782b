import type {
  Exchange,
  FigureView,
  LogChunk,
  LogStream,
  StudyEntry,
  StudyView,
  TrialEvidence,
} from '../../src/core/study-view.js';
import type { DataSource, RunKey, StudiesState } from './data-source.js';

/** Asks the viewer that served the page. */
export class ServedSource implements DataSource {
  readonly kind = 'served';
  readonly analysesAnew = true;

  listen(listener: (studies: StudiesState) => void): () => void {
    let state: StudiesState = { connection: 'opening' };
    const tell = (change: Partial<StudiesState>): void => {
      state = { ...state, ...change };
      listener(state);
    };
    const events = new EventSource('api/studies');
    events.addEventListener('studies', (event: MessageEvent<string>) => {
      tell({ connection: 'open', entries: JSON.parse(event.data) as StudyEntry[] });
    });
    events.addEventListener('stopped', () => {
      tell({ connection: 'stopped' });
      events.close();
    });
    events.addEventListener('open', () => {
      if (state.connection === 'lost') tell({ connection: 'open' });
    });
    // The browser tries again by itself.
    events.addEventListener('error', () => {
      if (state.connection !== 'stopped') tell({ connection: 'lost' });
    });
    tell({});
    return () => {
      events.close();
    };
  }

  view(study: string, metric: string | undefined, signal: AbortSignal): Promise<StudyView> {
    return ask<StudyView>(`${studyAddress(study)}/view${queryOf(metric)}`, signal);
  }

  figures(study: string, metric: string | undefined, signal: AbortSignal): Promise<readonly FigureView[]> {
    return ask<readonly FigureView[]>(`${studyAddress(study)}/figures${queryOf(metric)}`, signal);
  }

  trial(study: string, trial: string, signal: AbortSignal): Promise<TrialEvidence> {
    return ask<TrialEvidence>(`${studyAddress(study)}/trials/${encodeURIComponent(trial)}`, signal);
  }

  otherExchanges(study: string, signal: AbortSignal): Promise<readonly Exchange[]> {
    return ask<readonly Exchange[]>(`${studyAddress(study)}/exchanges`, signal);
  }

  log(run: RunKey, stream: LogStream, from: number, signal: AbortSignal): Promise<LogChunk> {
    return ask<LogChunk>(`${this.logAddress(run, stream)}?from=${from}`, signal);
  }

  logAddress({ study, trial, seed }: RunKey, stream: LogStream): string {
    return `${studyAddress(study)}/runs/${encodeURIComponent(trial)}/${seed}/${stream}`;
  }
}

/** Rejects with the viewer's own words where it says what is wrong. */
async function ask<Answer>(address: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(address, { signal });
  if (response.ok) return (await response.json()) as Answer;
  const said = (await response.json().catch(() => undefined)) as { readonly message?: string } | undefined;
  throw new Error(said?.message ?? `The viewer answered ${response.status}.`);
}

function studyAddress(study: string): string {
  return `api/studies/${encodeURIComponent(study)}`;
}

function queryOf(metric: string | undefined): string {
  return metric === undefined ? '' : `?metric=${encodeURIComponent(metric)}`;
}
