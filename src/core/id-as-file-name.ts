/** A trial's id as the name of a file, which is never a path, whoever wrote the id. */
export function idAsFileName(id: string): string {
  return id.replaceAll(/[/\\\0]/g, '-');
}
