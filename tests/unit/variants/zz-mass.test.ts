import { readFileSync, writeFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { spawnSync } from 'node:child_process';
import { beforeAll, it } from 'vitest';
import { applyEdits } from '../../../src/core/edit.js';
import { loadPythonParser, walk } from '../../../src/source/python-parser.js';
import { decideChange } from '../../../src/variants/decide-change.js';
import { projectOf } from './rules/marked-project.js';
beforeAll(loadPythonParser);
const UNIT = /^(list|tuple|set|dictionary|argument_list|expression_list)$/;
it('x', () => {
  const out: string[] = [];
  const texts: string[] = [];
  const abst = new Map<string, number>();
  for (const dir of (process.env.DIRS ?? '').split(' ')) {
    const files = readdirSync(dir, { recursive: true }).map(String).filter((f) => f.endsWith('.py') && statSync(join(dir, f)).size < 120000);
    const record: Record<string, string> = {};
    for (const f of files) record[f] = readFileSync(join(dir, f), 'utf8');
    const project = projectOf(record);
    for (const [path, file] of project.pythonFiles) {
      if (file.tree.rootNode.hasError) { out.push(`ERR ${path}`); continue; }
      for (const node of walk(file.tree.rootNode)) {
        if (!node.isNamed || node.isExtra) continue;
        const p = node.parent;
        const isStatement = p?.type === 'block' || p?.type === 'module';
        const isEl = p && (UNIT.test(p.type) || p.type === 'binary_operator' || p.type === 'boolean_operator');
        if (!isStatement && !isEl && node.type !== 'decorator') continue;
        let end = node.endIndex;
        const d = decideChange({ kind: 'code', id: 'x', file: path, line: node.startPosition.row + 1, start: node.startIndex, end, options: { each: false } }, project);
        if (d.kind !== 'edit') { const k = d.kind; abst.set(k, (abst.get(k) ?? 0) + 1); continue; }
        const after = applyEdits(file.text, d.edits);
        texts.push(after);
        const [o, n] = [file.text.split('\n'), after.split('\n')];
        while (o.length && o[0] === n[0]) { o.shift(); n.shift(); }
        while (o.length && o.at(-1) === n.at(-1)) { o.pop(); n.pop(); }
        out.push(`${relative('/tmp/ra', join(dir, path))}:${node.startPosition.row + 1} [${node.text.replace(/\s+/g, ' ').slice(0, 70)}] ${d.rule}\n${o.slice(0, 4).map((l) => '   - ' + l.trim()).join('\n')}\n${n.slice(0, 4).map((l) => '   + ' + l.trim()).join('\n')}`);
      }
    }
  }
  writeFileSync(process.env.OUT ?? '/tmp/ra/out.txt', out.join('\n') + '\n' + JSON.stringify([...abst]));
  const r = spawnSync('python3', ['-c', 'import ast,json,sys\nbad=0\nfor t in json.load(sys.stdin):\n  try: ast.parse(t)\n  except SyntaxError as e: bad+=1; print(e)\nprint("bad",bad)'], { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1e9 });
  console.log(r.stdout, r.stderr?.slice(0, 500), texts.length);
}, 500000);
