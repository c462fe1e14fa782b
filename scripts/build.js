import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { buildViewer } from './build-viewer.js';

/** Compiles into dist/, ships the grammar with it, and writes the published schemas. */
rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
chmodSync('dist/cli/main.js', 0o755);

const grammar = createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
mkdirSync('dist/grammars', { recursive: true });
cpSync(grammar, 'dist/grammars/tree-sitter-python.wasm');
cpSync(path.join(path.dirname(grammar), 'LICENSE'), 'dist/grammars/LICENSE');

const { FONT_FILES } = await import('../dist/reports/fonts.js');
const { resolve } = createRequire(import.meta.url);
mkdirSync('dist/fonts', { recursive: true });
for (const file of FONT_FILES) {
  const [scope, name] = file.split('/');
  const isScoped = scope.startsWith('@');
  const license = isScoped ? `${scope}/${name}/LICENSE_FONT` : `${scope}/LICENSE`;
  cpSync(resolve(file), `dist/fonts/${path.basename(file)}`);
  cpSync(resolve(license), `dist/fonts/LICENSE-${isScoped ? name : scope}`);
}

await buildViewer();

const { studyFileJsonSchema } = await import('../dist/config/study-file.js');
const { reportJsonSchema } = await import('../dist/reports/formats/report-schema.js');
writeSchema('dist/ablation.schema.json', studyFileJsonSchema());
writeSchema('dist/report.schema.json', reportJsonSchema());

function writeSchema(file, schema) {
  writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);
}
