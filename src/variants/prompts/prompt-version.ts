/** Goes up with every change of what a model is asked for, so that variants written to older words are not reused. */
export const PROMPT_VERSION = 2;
