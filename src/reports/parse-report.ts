import { z } from 'zod';
import { messageOf } from '../core/message-of.js';
import { REPORT_SCHEMA_VERSION, type Report } from '../core/report.js';
import { UserError } from '../core/user-error.js';
import { reportSchema } from './formats/report-schema.js';
import { migrateReport } from './migrate-report.js';

/**
 * The report that the text of a `report.json` holds, for who has no more of a study than that; one of an older
 * version is brought up to date. Throws a UserError that names `file` where it is none, is damaged, or comes from a
 * newer version.
 */
export function parseReport(text: string, file: string): Report {
  const value = parseJson(text, file);
  const version = z.object({ schemaVersion: z.int() }).safeParse(value).data?.schemaVersion;
  if (version === undefined) throw new UserError(`${file} is no report: it has no schemaVersion.`);
  if (version > REPORT_SCHEMA_VERSION) {
    throw new UserError(
      `${file} is of schema version ${version}, this AblationMage knows up to ${REPORT_SCHEMA_VERSION}: a newer one reads it.`,
    );
  }
  const checked = reportSchema.safeParse(migrateReport(value, version));
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'its top' : issue.path.join('.');
    throw new UserError(
      `${file} is damaged or was changed by hand, at ${where}: ${issue?.message ?? 'invalid'}. ` +
        '`ablationmage report` makes it again from its study’s folder.',
    );
  }
  return checked.data;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is no JSON: ${messageOf(error)}.`);
  }
}
