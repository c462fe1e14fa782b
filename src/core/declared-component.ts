/** An entry of `components:` in `ablation.yaml`: no mark in the code, only another way to start it. */
export type DeclaredComponent =
  | {
      readonly kind: 'argument';
      readonly name: string;
      readonly group?: string;
      readonly args: string | readonly string[];
    }
  | {
      readonly kind: 'config';
      readonly name: string;
      readonly group?: string;
      readonly file: string;
      /** Dotted keys and the values they get. */
      readonly set: Readonly<Record<string, unknown>>;
    };
