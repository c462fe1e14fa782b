import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alternate, wallTimeMs } from './measure.js';

const MAIN = path.resolve('dist/cli/main.js');
const ROUNDS = 15;

/** `--help`, and `components` on a script of 5,000 lines, against a Node that does nothing. */
export async function benchStartUp() {
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-bench-'));
  writeFileSync(path.join(folder, 'train.py'), longScript(5000));
  const [bare, help, components] = await alternate(
    [
      () => wallTimeMs([process.execPath, '-e', '0'], folder),
      () => wallTimeMs([process.execPath, MAIN, '--help'], folder),
      () => wallTimeMs([process.execPath, MAIN, 'components', 'train.py'], folder),
    ],
    ROUNDS,
  );
  rmSync(folder, { recursive: true });
  console.log(`Start-up, medians of ${ROUNDS} alternated rounds`);
  console.log(`  bare node                   ${bare.toFixed(0)} ms`);
  console.log(
    `  --help                      ${help.toFixed(0)} ms = bare node + ${(help - bare).toFixed(0)} ms (aim: + 60 ms)`,
  );
  console.log(
    `  components, 5,000 lines     ${components.toFixed(0)} ms = bare node + ${(components - bare).toFixed(0)} ms (aim: + 300 ms)\n`,
  );
}

function longScript(lines) {
  const blocks = [];
  for (let index = 0; blocks.length * 5 < lines; index += 1) {
    blocks.push(
      [
        `def step_${index}(values, rate=0.1):`,
        `    total = sum(value * rate for value in values)`,
        `    total += ${index} * rate${index % 100 === 0 ? '  #ABLATABLE_COMPONENT' : ''}`,
        `    return {"total": total, "text": f"{total:.3f}"}`,
        '',
      ].join('\n'),
    );
  }
  return `${blocks.join('\n')}\nprint("METRIC total=1")\n`;
}
