import { readOutput } from '../../whole-script/read-output.js';
import { readDocuments } from '../../whole-script/read-documents.js';
import { readFollowupWords } from '../../whole-script/followup-words.js';
import { callForScript, modelSettingsOf, say, type WholeScriptFlags } from '../whole-script-call.js';

export interface FollowupCallFlags extends WholeScriptFlags {
  /** `-o`, the file with what the script printed. */
  readonly output?: string;
}

/** `ablationmage followup-call [CHAT_TEMPLATE] -o error_output.txt -d ablation_code.py`: the script again, corrected. */
export async function followupCallCommand(positionals: readonly string[], flags: FollowupCallFlags): Promise<void> {
  const currentDirectory = process.cwd();
  const settings = await modelSettingsOf(flags);
  const { template, outputFile } = await readFollowupWords(positionals, flags.output, currentDirectory);
  const output = await readOutput(outputFile, currentDirectory);
  const { documents, leftOut } = await readDocuments(flags.docs ?? [], currentDirectory);
  for (const line of leftOut) say(`Left out: ${line}`);
  await callForScript({ kind: 'followup-call', documents, output }, template, settings);
}
