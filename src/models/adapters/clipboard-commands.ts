/** A program and its arguments. */
export type ClipboardCommand = readonly [string, ...string[]];

/** Programs that put a text on the clipboard, the likeliest first; none without a display. */
export function copyCommands(environment: NodeJS.ProcessEnv): ClipboardCommand[] {
  if (process.platform === 'darwin') return [['pbcopy']];
  return [
    ...(environment.WAYLAND_DISPLAY ? [['wl-copy'] as const] : []),
    ...(environment.DISPLAY ? [['xclip', '-selection', 'clipboard'] as const] : []),
  ];
}

/** Programs that print what is on it. */
export function pasteCommands(environment: NodeJS.ProcessEnv): ClipboardCommand[] {
  if (process.platform === 'darwin') return [['pbpaste']];
  return [
    ...(environment.WAYLAND_DISPLAY ? [['wl-paste', '--no-newline'] as const] : []),
    ...(environment.DISPLAY ? [['xclip', '-selection', 'clipboard', '-o'] as const] : []),
  ];
}
