/**
 * Lines that make a function of scikit-learn print what it returns to the script's own code, for the body of an `if`.
 * They stand before the script's imports, so that it imports the printing one.
 */
export function recordedFunction(functionName: string, metric: string): string[] {
  return [
    '    # The metric of the study is what this function returns to the script.',
    '    import functools',
    '    import sys',
    '',
    '    import sklearn.metrics',
    '',
    `    _computed = sklearn.metrics.${functionName}`,
    '',
    '    @functools.wraps(_computed)',
    `    def _printed(*arguments, **keywords):`,
    '        value = _computed(*arguments, **keywords)',
    '        if "sklearn" not in sys._getframe(1).f_globals["__name__"].split("."):',
    `            try:`,
    `                print("METRIC %s=%r" % (${JSON.stringify(metric)}, float(value)))`,
    '            except (TypeError, ValueError):',
    '                pass  # not one number: not the metric',
    '        return value',
    '',
    `    sklearn.metrics.${functionName} = _printed`,
  ];
}
