/** Below the options of `report`: every format by name. */
export const REPORT_HELP = `
Formats (docs/documents.md shows each):
  markdown, latex, csv, json, methods   what every run writes
  latex-narrow, latex-wide              the table for one column, and for both
  latex-matrix                          the table with marks for components
  markdown-table                        the table alone, for a README
  csv-wide                              one row per run, one column per metric
  summary                               the findings in sentences
  figures                               SVG, PNG and Vega-Lite
  latex-figures                         PDF, with a file to \\input
  pdf                                   everything, typeset
  html                                  the pages of \`view\` in one file
  all                                   every format

Examples:
  $ ablationmage report --metric val_acc --metric val_loss
  $ ablationmage report --format latex,csv --output paper/ablation
  $ ablationmage report --commentary -a anthropic -m MODEL
  $ ablationmage report --from report.json --format markdown
  $ ablationmage report --to mlflow --python .venv/bin/python`;
