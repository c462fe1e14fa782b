/** A chat template in Jinja, as a tokenizer has it, with the special tokens it may print. */
export interface ChatTemplate {
  readonly source: string;
  /** `bos_token`, `eos_token` and the like. */
  readonly tokens: Readonly<Record<string, string>>;
}

/** The text of the files a template may stand in; undefined for one that is not there. */
export interface ChatTemplateFiles {
  /** `chat_template.jinja` */
  readonly jinja: string | undefined;
  /** `chat_template.json` */
  readonly json: string | undefined;
  /** `tokenizer_config.json` */
  readonly tokenizerConfig: string | undefined;
}

/** As transformers does: the file of its own wins over `tokenizer_config.json`. Undefined where none has a template. */
export function readChatTemplate(files: ChatTemplateFiles): ChatTemplate | undefined {
  const config = parseObject(files.tokenizerConfig);
  const source =
    files.jinja ?? templateText(parseObject(files.json).chat_template) ?? templateText(config.chat_template);
  return source === undefined ? undefined : { source, tokens: specialTokens(config) };
}

/** One template, or several with names, of which `default` is for plain conversations. */
function templateText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  const named = value.filter(isObject);
  const chosen = named.find(({ name }) => name === 'default') ?? named[0];
  return typeof chosen?.template === 'string' ? chosen.template : undefined;
}

/** Each is a string, or an object that has it as `content`. */
function specialTokens(config: Readonly<Record<string, unknown>>): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const [name, value] of Object.entries(config)) {
    if (!name.endsWith('_token')) continue;
    const text = isObject(value) ? value.content : value;
    if (typeof text === 'string') tokens[name] = text;
  }
  return tokens;
}

/** What cannot be read has no template, which is then said. */
function parseObject(json: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
