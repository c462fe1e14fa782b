import { Hono, type Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { LOG_STREAMS } from '../core/study-view.js';
import { UserError } from '../core/user-error.js';
import { guard } from './guard.js';
import type { OpenStudy } from './open-study.js';
import { recordedCalls } from './recorded-calls.js';
import { rawLog, runLog, runPlace } from './run-log.js';
import { callsOfNoTrial, trialEvidence } from './trial-evidence.js';
import type { ViewerAssets } from '../reports/viewer-assets.js';
import type { ViewerState } from './viewer-state.js';

/** So often a quiet connection shows that it lives. */
const BEAT_MS = 10_000;

/** What the viewer answers. Studies, trials and runs are named by their ids; no request names a file. */
export function viewerRoutes(token: string, assets: ViewerAssets, state: ViewerState): Hono {
  const app = new Hono();
  app.use(guard(token));
  app.onError((error, context) => {
    if (error instanceof UserError) return context.json({ message: error.message }, 409);
    state.onError(error);
    return context.json({ message: 'The viewer failed at this; its terminal says how.' }, 500);
  });
  app.get(`/${token}`, (context) => context.redirect(`/${token}/`));
  app.get(`/${token}/`, (context) => context.html(assets.page));
  const page = app.basePath(`/${token}`);
  page.get('/viewer.js', (context) => context.body(assets.script, 200, { 'Content-Type': 'text/javascript' }));
  page.get('/viewer.css', (context) => context.body(assets.style, 200, { 'Content-Type': 'text/css' }));
  page.get('/icon.svg', (context) => context.body(assets.icon, 200, { 'Content-Type': 'image/svg+xml' }));
  page.get('/api/studies', (context) => studiesAsEvents(context, state));
  for (const topic of ['view', 'figures'] as const) {
    page.get(`/api/studies/:study/${topic}`, async (context) => {
      const study = await foundStudy(context, state);
      if (study === undefined) return notFound(context);
      const { revision } = await study.look();
      const json = await state.analyst(study).ask(topic, revision, context.req.query('metric'));
      return context.body(json, 200, { 'Content-Type': 'application/json' });
    });
  }
  page.get('/api/studies/:study/exchanges', async (context) => {
    const study = await foundStudy(context, state);
    return study?.facts === undefined
      ? notFound(context)
      : context.json(callsOfNoTrial(study.facts, await recordedCalls(study.directory, study.facts)));
  });
  page.get('/api/studies/:study/trials/:trial', async (context) => {
    const study = await foundStudy(context, state);
    if (study?.facts === undefined) return notFound(context);
    const evidence = await trialEvidence(study.directory, study.facts, context.req.param('trial'));
    return evidence === undefined ? notFound(context) : context.json(evidence);
  });
  page.get('/api/studies/:study/runs/:trial/:seed{[0-9]+}/:stream', async (context) => {
    const study = await foundStudy(context, state);
    if (study?.facts === undefined) return notFound(context);
    const { trial, seed } = context.req.param();
    const place = await runPlace(study.directory, study.facts, trial, Number(seed));
    const stream = LOG_STREAMS.find((name) => name === context.req.param('stream'));
    if (place === undefined || stream === undefined) return notFound(context);
    const from = context.req.query('from');
    if (from === undefined) return rawLog(study.directory, place, stream);
    return context.json(await runLog(study.directory, place, stream, Number.parseInt(from, 10) || 0));
  });
  return app;
}

function notFound(context: Context): Response {
  return context.json({ message: 'There is no such thing in this study.' }, 404);
}

/** The studies are looked at first where a page asks before any list was made. */
async function foundStudy(context: Context, { shelf }: ViewerState): Promise<OpenStudy | undefined> {
  const id = context.req.param('study') ?? '';
  if (shelf.study(id)?.facts === undefined) await shelf.look();
  return shelf.study(id);
}

function studiesAsEvents(context: Context, { feed, stopped }: ViewerState): Response {
  return streamSSE(context, async (stream) => {
    const end = feed.listen((json) => void stream.writeSSE({ event: 'studies', data: json }));
    const beat = setInterval(() => void stream.writeSSE({ event: 'beat', data: '' }), BEAT_MS);
    const listening = new AbortController();
    await new Promise<void>((resolve) => {
      stream.onAbort(resolve);
      stopped.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { signal: listening.signal },
      );
    });
    listening.abort();
    clearInterval(beat);
    end();
    if (stopped.aborted) await stream.writeSSE({ event: 'stopped', data: '' });
  });
}
