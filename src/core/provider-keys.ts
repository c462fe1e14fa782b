/**
 * Variables that hold keys of LLM providers. A training script has no need of them, and what a model
 * wrote must not find them.
 */
const PROVIDER_KEYS: ReadonlySet<string> = new Set([
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'OPENAI_API_KEY',
  'OPENAI_ORG_ID',
  'CODEX_API_KEY',
  'AZURE_OPENAI_API_KEY',
  'AZURE_API_KEY',
  'GOOGLE_API_KEY',
  'GOOGLE_GENERATIVE_AI_API_KEY',
  'GEMINI_API_KEY',
  'OPENROUTER_API_KEY',
  'MISTRAL_API_KEY',
  'GROQ_API_KEY',
  'TOGETHER_API_KEY',
  'TOGETHER_AI_API_KEY',
  'DEEPSEEK_API_KEY',
  'XAI_API_KEY',
  'COHERE_API_KEY',
  'CO_API_KEY',
  'FIREWORKS_API_KEY',
  'PERPLEXITY_API_KEY',
  'CEREBRAS_API_KEY',
  'DASHSCOPE_API_KEY',
  'MOONSHOT_API_KEY',
  'REPLICATE_API_TOKEN',
  'AWS_BEARER_TOKEN_BEDROCK',
]);

/** Keys and tokens by other names that people use for the same providers: `CLAUDE_CODE_OAUTH_TOKEN`, `openai_key`. */
const PROVIDER_PREFIX =
  /^(?:ANTHROPIC|CLAUDE|OPENAI|AZURE_OPENAI|AZURE_AI|GEMINI|GOOGLE_AI|OPENROUTER|MISTRAL|GROQ|TOGETHER|DEEPSEEK|XAI|COHERE|FIREWORKS|PERPLEXITY|CEREBRAS|DASHSCOPE|MOONSHOT|NVIDIA|VOYAGE|LITELLM|ANYSCALE|REPLICATE)_(?:\w+_)?(?:KEY|TOKEN|SECRET)(?:_\w+)?$/i;

/** A word of the name says so: `HF_TOKEN_WRITE`, `OPENAI_API_KEYS`, `GH_PAT`, `PGPASSWORD`. */
const KEY_LIKE_NAME =
  /(?:^|_|API)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PAT|CREDENTIAL)S?(?:_|$)|^PGPASSWORD$|_CUSTOM_HEADERS$/i;

/** Whether a variable holds a secret of any kind, by its name: of clouds, trackers, hubs, data bases. */
export function isSecretName(name: string): boolean {
  return isProviderKey(name) || KEY_LIKE_NAME.test(name);
}

export function isProviderKey(name: string): boolean {
  return PROVIDER_KEYS.has(name.toUpperCase()) || PROVIDER_PREFIX.test(name);
}
