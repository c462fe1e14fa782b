/**
 * Text without what a terminal takes as a command: colours, cursor movements, window titles. No function of Node,
 * since the viewer runs it in a browser.
 */
export function withoutControlSequences(text: string): string {
  return text.replaceAll(SEQUENCE, '');
}

const LINK_OR_TITLE =
  '(?:(?:(?:;[-a-zA-Z\\d/#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d/#&.:=?%@~_]*)*)?(?:\\u0007|\\u001B\\u005C|\\u009C))';
const COMMAND = '(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-ntqry=><~])';
const SEQUENCE = new RegExp(`[\\u001B\\u009B][[\\]()#;?]*(?:${LINK_OR_TITLE}|${COMMAND})`, 'g');
