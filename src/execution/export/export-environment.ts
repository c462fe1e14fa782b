import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSecretName } from '../../core/provider-keys.js';

/** Where our Python packages lie, wherever this tool is installed. */
const PYTHON_DIRECTORY = fileURLToPath(new URL('../../../python', import.meta.url));

/**
 * The environment of a Python that writes an export: the user's own without anything secret, since nothing is
 * uploaded.
 */
export function exportEnvironment(base: NodeJS.ProcessEnv): Record<string, string> {
  const inherited = Object.entries(base).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !isSecretName(entry[0]),
  );
  const own = base.PYTHONPATH === undefined || base.PYTHONPATH === '' ? [] : [base.PYTHONPATH];
  return {
    ...Object.fromEntries(inherited),
    PYTHONPATH: [PYTHON_DIRECTORY, ...own].join(path.delimiter),
    PYTHONDONTWRITEBYTECODE: '1',
    // Names are written as they are, whatever the locale.
    PYTHONUTF8: '1',
    WANDB_MODE: 'offline',
  };
}
