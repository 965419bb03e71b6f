import type { LetterContent } from '../../templates/letter-content.ts';
import { styleOf } from '../../templates/style.ts';
import type { Look } from '../publication/look.ts';
import { Words } from '../words/words.ts';
import type { Letter, RenderedLetter } from './letter.ts';
import { letterText } from './letter-text.ts';
import { wordLetter } from './letter-wording.ts';
import type { Engine } from './render.ts';

/** One letter, finished: nothing in it is left to fill. Every value is escaped for the place it stands in. */
export async function renderLetter(letter: Letter, engine: Engine): Promise<RenderedLetter> {
  const content = wordLetter(letter);
  const html = await renderHtml(content, engine, letter.sender.style.look);
  return { subject: content.subject, html, text: letterText(content) };
}

async function renderHtml(content: LetterContent, engine: Engine, look: Look): Promise<string> {
  if (engine === 'mjml') {
    const { renderMjml } = await import('./mjml.ts');
    return renderMjml('letters/letter', styleOf(look, new Words(content.language, {}, content.verdicts)), {
      title: content.subject,
      ...content,
    });
  }
  // Imported here so that a process that renders MJML never loads React, and the other way round.
  const { renderReact } = await import('./react.ts');
  return renderReact(async () => {
    const { letterMail } = await import('../../templates/react/letters/letter-mail.tsx');
    return letterMail(content, look);
  });
}
