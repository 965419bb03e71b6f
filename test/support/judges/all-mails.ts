import { renderLetter } from '../../../src/render/letters.ts';
import { type Engine, renderIssue } from '../../../src/render/render.ts';
import { contentStates, readerFields } from '../content.ts';
import { letterStates } from '../letters.ts';
import type { JudgedMail } from './judged-mail.ts';

/** One mail the program can make, in one state and by one engine. */
export interface MailCase {
  readonly kind: 'issue' | 'letter';
  readonly state: string;
  readonly engine: Engine;
  /** Rendered once, at the first call. */
  render(): Promise<JudgedMail>;
}

const engines: readonly Engine[] = ['react', 'mjml'];

/** The weekly mail in every state and every letter, by both engines. */
export function allMails(): MailCase[] {
  return engines.flatMap(engine => [
    ...Object.entries(contentStates).map(([state, content]) => ({
      kind: 'issue' as const,
      state,
      engine,
      render: once(async () => ({
        subject: content.subject,
        ...(await renderIssue(content, readerFields, engine)),
      })),
    })),
    ...Object.entries(letterStates).map(([state, letter]) => ({
      kind: 'letter' as const,
      state,
      engine,
      render: once(() => renderLetter(letter, engine)),
    })),
  ]);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
