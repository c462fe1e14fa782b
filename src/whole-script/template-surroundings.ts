/** Where a chat template is looked for, and who is told. */
export interface TemplateSurroundings {
  readonly currentDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (message: string) => void;
}
