/** Name of the folder in which a script, by its own name, puts what it gives. */
export function resultsFolder(fileName: string): string {
  return `${fileName.replace(/\.py$/u, '')}_results`;
}
