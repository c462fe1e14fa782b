import { TRACKERS } from '../execution/export/tracker.js';
import { API_NAMES } from '../core/model-settings.js';
import { reportFormats } from '../reports/index.js';

/** The options whose value is one of a few words, the same in every command, and these words. */
export const COMPLETED_VALUES: Readonly<Record<string, readonly string[]>> = {
  '--api': [...API_NAMES, 'command', 'manual', 'replay'],
  '--direction': ['higher', 'lower'],
  '--edit-format': ['auto', 'blocks', 'whole'],
  '--executor': ['local', 'slurm'],
  '--format': [...reportFormats.map(({ name }) => name), 'all'],
  '--keep': ['none', 'failed', 'all'],
  '--sandbox': ['auto', 'bwrap', 'none'],
  '--to': TRACKERS.map(({ name }) => name),
};

/** The option whose value is the name of a study: a folder in the usual place. */
export const NAME_OPTION = '--name';
