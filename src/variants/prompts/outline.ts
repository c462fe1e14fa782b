/** What a file defines, for a reader that needs its names and signatures only: imports, classes, functions, constants of the module. */
export function outlineOf(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n');
  const kept: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    const begins =
      /^\s*(?:class|def|async def)\s/.test(line) || /^(?:import|from)\s/.test(line) || /^[A-Z_]+\s*=/.test(line);
    if (begins || isOpen) kept.push(line);
    // A signature or an import may go on over several lines until its brackets close.
    if (begins) isOpen = isUnclosed(line);
    else if (isOpen) isOpen = !/[)\]}]\s*(?:->.*)?:?\s*$/.test(line);
  }
  return kept.join('\n');
}

function isUnclosed(line: string): boolean {
  const opened = (line.match(/[([{]/g) ?? []).length;
  return opened > (line.match(/[)\]}]/g) ?? []).length;
}
