/**
 * The first Ctrl-C (or SIGTERM, SIGHUP, SIGQUIT) aborts the signal: runs are ended, what is finished is kept and
 * reported. The second one kills what is left and leaves at once. The reason's message is the name of the signal.
 */
export function interruptionSignal(onFirst: () => void, killEverything: () => void): AbortSignal & Disposable {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      killEverything();
      process.exit(130);
    }
    onFirst();
    controller.abort(new DOMException(name, 'AbortError'));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.on('SIGHUP', interrupt);
  process.on('SIGQUIT', interrupt);
  return Object.assign(controller.signal, {
    [Symbol.dispose]() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      process.off('SIGHUP', interrupt);
      process.off('SIGQUIT', interrupt);
    },
  });
}
