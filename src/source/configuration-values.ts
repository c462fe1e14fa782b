import { createHash } from 'node:crypto';
import { parse as parseJsonWithComments } from 'jsonc-parser';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { applyEdits, type Edit } from '../core/edit.js';
import { unreachable } from '../core/unreachable.js';
import type { ConfigFile } from './project.js';
import { yamlValues } from './yaml-values.js';

/**
 * Hash (SHA-256, hex) of what a configuration file says once edited: its values, without formatting
 * and comments. A file that does not parse is hashed as text.
 */
export function configurationValues(file: ConfigFile, edits: readonly Edit[]): string {
  const text = applyEdits(file.text, edits);
  let values: string;
  try {
    values = JSON.stringify(parseConfig(file.format, text));
  } catch {
    values = text;
  }
  return createHash('sha256').update(values).digest('hex');
}

/** What a configuration file says. Throws where it is no such file. */
export function parseConfig(format: ConfigFile['format'], text: string): unknown {
  switch (format) {
    case 'yaml':
      return yamlValues(text);
    case 'toml':
      return getStaticTOMLValue(parseTOML(text));
    case 'json':
      return parseJsonWithComments(text);
    default:
      return unreachable(format);
  }
}
