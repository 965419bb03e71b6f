import { mailIssue } from '../../templates/mail-issue.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import { styleOf } from '../../templates/style.ts';
import type { IssueContent } from '../issue/content.ts';
import { wordsOf } from '../issue/content-words.ts';
import { HOUSE_LOOK, type Look } from '../publication/look.ts';
import { renderText } from './text.ts';

export type Engine = 'react' | 'mjml';

/**
 * The weekly mail of one issue: HTML by the chosen template set, and the plain-text part. Same inputs, same bytes.
 * Only the chosen engine is loaded.
 */
export async function renderIssue(
  content: IssueContent,
  fields: ReaderFields,
  engine: Engine,
  look: Look = HOUSE_LOOK,
): Promise<{ html: string; text: string }> {
  const html = await engines[engine](content, fields, look);
  return { html, text: renderText(content, fields) };
}

const engines: Record<Engine, (content: IssueContent, fields: ReaderFields, look: Look) => Promise<string>> =
  {
    react: async (content, fields, look) => {
      const { renderReact } = await import('./react.ts');
      return renderReact(async () => {
        const { issueMail } = await import('../../templates/react/issue-mail.tsx');
        return issueMail(content, fields, look);
      });
    },
    mjml: async (content, fields, look) => {
      const { renderMjml } = await import('./mjml.ts');
      const ballots = content.pairings.map(pairing => fields.vote(pairing.position));
      const { reader, preferences, unsubscribe } = fields;
      const words = wordsOf(content);
      return renderMjml('issue', styleOf(look, words), {
        title: content.subject,
        preheader: content.preheader,
        language: words.language,
        direction: words.direction,
        issue: mailIssue(content),
        reader: { name: reader, preferences, unsubscribe, ballots },
      });
    },
  };
