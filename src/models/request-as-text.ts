import type { ModelRequest } from './model.js';

/** A request as one readable text, for programs and for people with a web chat. */
export function requestAsText(request: ModelRequest): string {
  const sections = [
    ['Instructions', request.system],
    ['Material', request.shared],
    ...request.turns.map(({ role, text }, index) => [headingOf(role, index), text]),
  ];
  return sections
    .filter(([, text]) => text?.trim() !== '')
    .map(([heading, text]) => `# ${heading ?? ''}\n\n${text?.trim() ?? ''}\n`)
    .join('\n');
}

function headingOf(role: 'user' | 'assistant', index: number): string {
  if (role === 'assistant') return 'Your reply so far';
  return index === 0 ? 'Task' : 'What came of it';
}
