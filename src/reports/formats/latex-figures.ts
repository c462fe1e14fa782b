import type { Report } from '../../core/report.js';
import type { Figure } from '../figures/figure.js';
import { figurePdf } from '../pdf/figure-pdf.js';
import { missingCharacters } from '../pdf/missing-characters.js';
import { drawnFigures } from '../pdf/drawn-figures.js';
import { latexHead, nameInLabels } from './latex-frame.js';
import { escapeLatex } from './latex-text.js';
import { boxesIn } from './pdf.js';
import type { BundleFormat, ReportFile } from './report-format.js';

/** `figures/*.pdf`, and beside each a `.tex` with its caption, to be `\input`; graphicx is all it needs. */
export const latexFigures: BundleFormat = {
  kind: 'bundle',
  name: 'latex-figures',
  render,
};

async function render(report: Report): Promise<readonly ReportFile[]> {
  const files: ReportFile[] = [];
  for (const { figure, svg } of await drawnFigures(report)) {
    const path = `figures/${figure.name}.pdf`;
    files.push(
      { path, content: await figurePdf(svg), ...boxesIn(path, await missingCharacters(svg)) },
      { path: `figures/${figure.name}.tex`, content: floating(report, figure) },
    );
  }
  return files;
}

/** The path is a command, so that a paper that lies elsewhere says once where its figures are. */
function floating(report: Report, { name, caption }: Figure): string {
  const lines = [
    ...latexHead(report, [
      'Needs \\usepackage{graphicx}. Where the paper lies in another folder, say in its preamble:',
      '\\newcommand{\\ablationfigures}{path/to/figures}',
    ]),
    '\\providecommand{\\ablationfigures}{figures}',
    '\\begin{figure}[t]',
    '  \\centering',
    `  \\includegraphics[width=\\linewidth,height=0.85\\textheight,keepaspectratio]{\\ablationfigures/${name}.pdf}`,
    `  \\caption{${escapeLatex(caption)}}`,
    `  \\label{fig:ablation-${nameInLabels(report)}-${name}}`,
    '\\end{figure}',
  ];
  return `${lines.join('\n')}\n`;
}
