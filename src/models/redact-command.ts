import { isSecretName } from '../core/provider-keys.js';
import { keyRedactorFor, REDACTED } from './redact.js';

/**
 * What an option or a setting that holds a secret is called. Narrower than a variable's name: scripts have `--max-tokens`,
 * `--pad-token` and `--sort-key`, and what they are set to belongs into a report.
 */
const SECRET_NAME =
  '(?:key|token|(?:[\\w.-]*[-_.])?(?:(?:api|access|account|auth|private|secret|service|wandb|comet|neptune|openai|anthropic|hf)[-_]?key|(?:api|access|auth|bearer|github|gh|hf|hub|login|oauth|refresh|session|user|wandb)[-_]?token|secret|password|passwd|passphrase|credentials?))';

/** `--api-key` and the value is the next word. */
const OPTION = new RegExp(`^--?${SECRET_NAME}$`, 'i');
/** `--api-key=...`, and `logger.api_key=...` as Hydra takes it. */
const SETTING = new RegExp(`^((?:--?|\\+{0,2})${SECRET_NAME}=).+$`, 'is');
/** The same in a word that is a command line itself. */
const WITHIN = new RegExp(`((?:^|\\s)--?${SECRET_NAME}(?:=|\\s+))[^\\s"']+`, 'gi');
const VARIABLE = /^(\w+)=.+$/s;

/**
 * Takes keys out of a command line's words: values of options and variables that are called so, whatever looks like a
 * key, and the environment's own. For what is kept and shown; what runs needs the true words.
 */
export function commandRedactorFor(environment: NodeJS.ProcessEnv): (words: readonly string[]) => string[] {
  const redact = keyRedactorFor(environment);
  return (words) =>
    words.map((word, index) => {
      const before = words[index - 1];
      if (before !== undefined && OPTION.test(before) && !word.startsWith('-')) return REDACTED;
      return redact(redactNamed(word));
    });
}

function redactNamed(word: string): string {
  const variable = VARIABLE.exec(word)?.[1];
  if (variable !== undefined && isSecretName(variable) && variable === variable.toUpperCase()) {
    return `${variable}=${REDACTED}`;
  }
  return word.replace(SETTING, `$1${REDACTED}`).replace(WITHIN, `$1${REDACTED}`);
}
