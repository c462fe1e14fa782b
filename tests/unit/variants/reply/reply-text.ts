/** Reply texts as models write them. */

export function block(search: string, replace: string): string {
  const side = (text: string): string => (text === '' ? '' : `${text}\n`);
  return `<<<<<<< SEARCH\n${side(search)}=======\n${side(replace)}>>>>>>> REPLACE`;
}

export function fenced(content: string, info = 'python'): string {
  return `\`\`\`${info}\n${content}\n\`\`\``;
}
