/** Which model writes variants, as flags and `ablation.yaml` say it. Nothing is guessed from the model's name. */
export interface ModelSettings {
  readonly provider: ProviderSettings;
  /** US dollars for the whole study, 0: no limit. */
  readonly maxCostUsd: number;
  /** Input and output tokens for the whole study; absent: no limit of its own. */
  readonly maxTokens?: number;
  readonly editFormat: 'auto' | 'blocks' | 'whole';
  /** Absolute; a file of `NAME=value` lines the user named. */
  readonly envFile?: string;
}

export type ProviderSettings =
  | {
      readonly kind: 'api';
      readonly api: ApiName;
      readonly model: string;
      /** Instead of the provider's own address. */
      readonly baseUrl?: string;
    }
  | {
      readonly kind: 'command';
      /** A preset's name (`claude`, `codex`, `gemini`), or a whole command line. */
      readonly command: string;
      /** Passed on where the program has a flag for it. */
      readonly model?: string;
      /** Whether the program sees the API-key variables of the environment. */
      readonly apiKeys: 'removed' | 'passed';
    }
  | {
      readonly kind: 'manual';
      readonly folder: string;
      /** As the person names the model of the chat, for the report. */
      readonly model?: string;
    }
  | { readonly kind: 'replay'; readonly folder: string };

export const API_NAMES = [
  'anthropic',
  'openai',
  'openai-chat',
  'google',
  'openrouter',
  'azure',
  'bedrock',
  'openai-compatible',
] as const;

export type ApiName = (typeof API_NAMES)[number];

export type ApiProvider = Extract<ProviderSettings, { kind: 'api' }>;
