import { checkCatalogue } from './catalogue-check.ts';
import { checkDatabase } from './database-check.ts';
import type { DoctorFinding } from './finding.ts';
import { checkMail, type MailParts } from './mail-check.ts';
import { checkSettings, hasRealProvider } from './settings-check.ts';
import { checkWeb } from './web-check.ts';

/** Looks at everything that a send needs, changes nothing, and says of each what it found and what to do. */
export async function examine(parts: MailParts): Promise<DoctorFinding[]> {
  const { settings } = parts;
  const [database, catalogue, mail, web] = await Promise.all([
    checkDatabase(settings.DATABASE_URL, parts.now(), hasRealProvider(settings)),
    checkCatalogue(settings),
    checkMail(parts),
    checkWeb(settings, parts.fetch),
  ]);
  return [...checkSettings(settings), ...database, ...catalogue, ...mail, ...web];
}
