import type { LetterContent } from '../../templates/letter-content.ts';
import { styleOf } from '../../templates/style.ts';
import type { Look } from '../publication/look.ts';
import { Words } from '../words/words.ts';
import type { Letter, RenderedLetter } from './letter.ts';
import { letterText } from './letter-text.ts';
import { wordLetter } from './letter-wording.ts';
import type { Engine } from './render.ts';

/** A letter of which every word is said; how it looks is drawn from `drawing` (JSON), now or later. */
export interface WordedLetter extends Omit<RenderedLetter, 'html'> {
  readonly drawing: string;
}

/** What its HTML follows from. */
interface Drawing {
  readonly content: LetterContent;
  readonly engine: Engine;
  readonly look: Look;
}

/** One letter, finished: nothing in it is left to fill. Every value is escaped for the place it stands in. */
export async function renderLetter(letter: Letter, engine: Engine): Promise<RenderedLetter> {
  const { subject, text, drawing } = wordedLetter(letter, engine);
  return { subject, html: await drawLetter(drawing), text };
}

/** The same without its HTML, and so without loading templates. */
export function wordedLetter(letter: Letter, engine: Engine): WordedLetter {
  const content = wordLetter(letter);
  const drawing: Drawing = { content, engine, look: letter.sender.style.look };
  return { subject: content.subject, text: letterText(content), drawing: JSON.stringify(drawing) };
}

/** @param drawing of a worded letter @returns its HTML */
export async function drawLetter(drawing: string): Promise<string> {
  const { content, engine, look } = JSON.parse(drawing) as Drawing;
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
