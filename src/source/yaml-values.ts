import { parse, type ScalarTag } from 'yaml';

/**
 * Plain scalars that YAML 1.1 (PyYAML, OmegaConf) and YAML 1.2 (ruamel) read as different things: `no` is
 * a boolean or a word, `1e-3` a word or a number, `0123` octal or decimal, `1_000`, `1:30`, dates.
 */
const AMBIGUOUS = new RegExp(
  `^(?:${[
    'yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF',
    String.raw`[-+]?\d+[eE][-+]?\d+`,
    String.raw`[-+]?(?:\d+\.\d*|\.\d+)[eE]\d+`,
    String.raw`[-+]\.\d+(?:[eE][-+]\d+)?`,
    String.raw`[-+]?0[ob]?\d+`,
    String.raw`[-+]?\d[\d,]*_[\d_]*(?:\.[\d_]*)?`,
    String.raw`[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?`,
    String.raw`\d{4}-\d\d?-\d\d?(?:[Tt ].*)?`,
  ].join('|')})$`,
);

const UNQUOTED = ' (unquoted)';

/** Such a scalar stays as it is written, and so is equal to no quoted word and to no number. */
const AS_WRITTEN: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: AMBIGUOUS,
  resolve: unquoted,
};

/** What a YAML file says, whichever version of YAML its reader speaks; of a key said twice the last. Throws where it is no YAML. */
export function yamlValues(text: string): unknown {
  return parse(text, { uniqueKeys: false, customTags: (tags) => [AS_WRITTEN, ...tags] });
}

/** How a plain scalar of that kind is told from the quoted word. */
export function unquoted(text: string): string {
  return text + UNQUOTED;
}

/** A key as the sources spell it. */
export function withoutQuoteMark(key: string): string {
  return key.endsWith(UNQUOTED) ? key.slice(0, -UNQUOTED.length) : key;
}
