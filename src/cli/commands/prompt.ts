import type { StudyFlags } from '../../config/study-flags.js';
import { requestAsText } from '../../models/request-as-text.js';
import { readSubject } from '../../study/read-subject.js';
import { promptFor } from '../../study/writing/prompt-for.js';
import { loadSettings } from '../load-settings.js';

/** `ablationmage prompt conv2`: what a model would be asked for a variant, on stdout. Asks nobody, writes nothing. */
export async function promptCommand(component: string, script: string | undefined, flags: StudyFlags): Promise<void> {
  const subject = await readSubject(await loadSettings(script, flags));
  const { request, isMeasured } = await promptFor(subject, component);
  process.stdout.write(requestAsText(request));
  if (!isMeasured) {
    process.stderr.write(
      'Without the module tree: it is measured by the first start of the study, which then adds it to the prompt.\n',
    );
  }
}
