/** Modules that make options of a command line out of other things than words in the source: fields, signatures, documentation. */
export const PARSERS_OF_FIELDS: readonly string[] = [
  ...['absl', 'chz', 'cyclopts', 'docopt', 'draccus', 'fire', 'gin', 'hydra'],
  ...['jsonargparse', 'plac', 'pyrallis', 'simple_parsing', 'tap', 'typer', 'tyro'],
];

/** All modules that read the command line. */
export const ARGUMENT_PARSERS: readonly string[] = [...PARSERS_OF_FIELDS, 'argparse', 'click', 'getopt', 'optparse'];
