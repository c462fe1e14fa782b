import { UserError } from '../../core/user-error.js';
import { isMarked } from '../../whole-script/document.js';
import { readDocuments } from '../../whole-script/read-documents.js';
import { callForScript, modelSettingsOf, say, type WholeScriptFlags } from '../whole-script-call.js';

/** `ablationmage first-call [CHAT_TEMPLATE] -a anthropic -m MODEL -d your_base_code.py`: one script for the whole study. */
export async function firstCallCommand(template: string | undefined, flags: WholeScriptFlags): Promise<void> {
  const settings = await modelSettingsOf(flags);
  const { documents, leftOut } = await readDocuments(flags.docs ?? [], process.cwd());
  if (!documents.some(isMarked)) {
    throw new UserError(
      'Nothing is marked in these documents, so there is nothing to ablate: put #ABLATABLE_COMPONENT at the end of a line, ' +
        'or a hint between #ABLATION_HINT_START and #ABLATION_HINT_END.',
    );
  }
  for (const line of leftOut) say(`Left out: ${line}`);
  await callForScript({ kind: 'first-call', documents }, template, settings);
}
