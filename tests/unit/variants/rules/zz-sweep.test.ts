import { it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { loadPythonParser } from '/work/main/src/source/python-parser.js';
import { pythonFileFromText, readMarkedComponents } from '/work/main/src/source/read-marks.js';
import { markedNode } from '/work/main/src/variants/marked-node.js';
import { applyEdits } from '/work/main/src/core/edit.js';
import { moduleAssignment } from '/work/main/src/variants/rules/module-assignment.js';
import { functionalCall } from '/work/main/src/variants/rules/functional-call.js';
import { decorator } from '/work/main/src/variants/rules/decorator.js';
import { withContext } from '/work/main/src/variants/rules/with-context.js';
import { guardedBranch } from '/work/main/src/variants/rules/guarded-branch.js';
import { identityFunction } from '/work/main/src/variants/rules/identity-function.js';
const rules = [moduleAssignment, functionalCall, decorator, withContext, guardedBranch, identityFunction];
it('sweeps', async () => {
  await loadPythonParser();
  const out: string[] = [];
  const afters: { path: string; text: string }[] = [];
  const files = execSync(`find /tmp/corpus -name '*.py' | grep -E '${process.env.ONLY ?? '.'}' | sort`).toString().trim().split('\n');
  for (const path of files) {
    const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    if (text.length > 60000 || !/torch|keras/.test(text)) continue;
    const lines = text.split('\n');
    out.push(`=== ${path}`);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      if (!/^\s*(self\.\w+ = |\w+ = (F\.|torch\.|self\.|nn\.|\w+\()|with |if |def |@|\w+ = \w+\.\w+\(\))/.test(line)) continue;
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      const marked = [...lines.slice(0, i), `${indent}#ABLATABLE_COMPONENT`, ...lines.slice(i)].join('\n');
      const file = pythonFileFromText('train.py', marked);
      const component = readMarkedComponents(file).components.find((c) => c.kind === 'code');
      if (!component || component.kind !== 'code') continue;
      const node = markedNode(file, component);
      if (!node) continue;
      const project = { root: '/p', script: 'train.py', pythonFiles: new Map([['train.py', file]]), configFiles: new Map(), importRoots: [''], externalImports: [] };
      for (const rule of rules) {
        const decision = rule.decide({ component, file, project, node });
        if (decision.kind === 'not-mine') continue;
        if (decision.kind === 'edit') {
          const after = applyEdits(marked, decision.edits);
          afters.push({ path: `${path}:${i + 1}`, text: after });
          out.push(`EDIT ${i + 1}: ${line.trim()}   ==> ${decision.rule}: ${decision.note}`);
        } else if (decision.kind === 'abstain') out.push(`  no ${i + 1}: ${line.trim()}   -- ${decision.rule}: ${decision.reason}`);
        break;
      }
    }
  }
  writeFileSync('/tmp/corpus/out.txt', out.join('\n'));
  writeFileSync('/tmp/corpus/afters.json', JSON.stringify(afters));
}, 500000);
