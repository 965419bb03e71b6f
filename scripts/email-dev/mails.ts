import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';
import { contentStates } from '../../test/support/content.ts';
import { letterStates } from '../../test/support/letters.ts';

/**
 * Writes one file for each mail in each state, as React Email's preview wants them: a component without properties is
 * its default export. They only import, so a template that is saved shows at once.
 */
export async function writeMails(folder: string): Promise<void> {
  const root = relative(folder, PROJECT_ROOT).split(sep).join('/');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const state of Object.keys(contentStates)) {
    await writeFile(join(folder, `issue-${state}.tsx`), issueFile(root, state));
  }
  for (const state of Object.keys(letterStates)) {
    await writeFile(join(folder, `letter-${state}.tsx`), letterFile(root, state));
  }
}

function issueFile(root: string, state: string): string {
  return `import { issueMail } from '${root}/templates/react/issue-mail.tsx';
import { contentStates, readerFields } from '${root}/test/support/content.ts';

export default () => issueMail(contentStates.${state}, readerFields);
`;
}

function letterFile(root: string, state: string): string {
  return `import { wordLetter } from '${root}/src/render/letter-wording.ts';
import { letterMail } from '${root}/templates/react/letters/letter-mail.tsx';
import { letterStates } from '${root}/test/support/letters.ts';

export default () => letterMail(wordLetter(letterStates.${state}));
`;
}
