export interface SeenTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** Reads `float32[8, 16, 14, 14]`; of several tensors all, in order. */
export function parseTensors(text: string | undefined): SeenTensor[] {
  return [...(text ?? '').matchAll(/(\w+)\[([\d,\s]*)\]/g)].map(([, dtype = '', sizes = '']) => ({
    dtype,
    shape: sizes
      .split(',')
      .filter((size) => size.trim() !== '')
      .map(Number),
  }));
}

/** `8×16×14×14`, of the first tensor. */
export function shapeText(text: string | undefined): string | undefined {
  const [first] = parseTensors(text);
  return first?.shape.join('×');
}

/** Whether what one module gave can be what the other was given: the first tensors have the same shape. */
export function fitsInto(output: string | undefined, input: string | undefined): boolean {
  const given = shapeText(output);
  return given !== undefined && given === shapeText(input);
}
