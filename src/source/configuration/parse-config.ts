import type { Result } from '../../core/result.js';
import { unreachable } from '../../core/unreachable.js';
import type { ConfigFile } from '../project.js';
import type { ConfigSyntaxError, ParsedConfig } from './config-entry.js';
import { parseJsonConfig } from './json-config.js';
import { parseTomlConfig } from './toml-config.js';
import { parseYamlConfig } from './yaml-config.js';

/** Parses a configuration file with the place of every value. */
export function parseConfig(format: ConfigFile['format'], text: string): Result<ParsedConfig, ConfigSyntaxError> {
  switch (format) {
    case 'yaml':
      return parseYamlConfig(text);
    case 'toml':
      return parseTomlConfig(text);
    case 'json':
      return parseJsonConfig(text);
    default:
      return unreachable(format);
  }
}
