import { readFileSync, existsSync, readdirSync } from 'node:fs';
import { beforeAll, it } from 'vitest';
import { applyEdits } from '../../../src/core/edit.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../src/source/read-marks.js';
import { decideChange } from '../../../src/variants/decide-change.js';
import { projectOf } from './rules/marked-project.js';
beforeAll(loadPythonParser);
it('x', () => {
  for (const path of (process.env.FILES ?? '').split(' ')) {
    const text = readFileSync(path, 'utf8');
    const project = projectOf({ 'train.py': text });
    const file = project.pythonFiles.get('train.py')!;
    const { components, diagnostics } = readMarkedComponents(file);
    for (const d of diagnostics) console.log('DIAG', d.message, d.place?.line);
    for (const c of components) {
      if (c.kind !== 'code') continue;
      const decision = decideChange(c, project);
      if (decision.kind !== 'edit') { console.log(`${path}:${c.line} ${c.id}: ${decision.kind}: ${decision.reason}`); continue; }
      const after = applyEdits(text, decision.edits);
      const [o, n] = [text.split('\n'), after.split('\n')];
      while (o[0] === n[0]) { o.shift(); n.shift(); }
      while (o.length && o.at(-1) === n.at(-1)) { o.pop(); n.pop(); }
      console.log(`${path}:${c.line} ${c.id}: ${decision.rule}: ${decision.note}\n${o.map(l => '   - ' + l).join('\n')}\n${n.map(l => '   + ' + l).join('\n')}`);
    }
  }
});
