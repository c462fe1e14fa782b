/** Ends an exhaustive `switch`: a new member of a union that nobody handles does not compile. */
export function unreachable(value: never): never {
  throw new Error(`Internal error: unexpected ${JSON.stringify(value)}`);
}
