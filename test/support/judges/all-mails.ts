import { renderLetter } from '../../../src/render/letters.ts';
import { type Engine, renderIssue } from '../../../src/render/render.ts';
import { readerFields } from '../content.ts';
import { everyState } from '../every-state.ts';
import { foreignLetters } from '../foreign-letters.ts';
import { letterStates } from '../letters.ts';
import type { JudgedMail } from './judged-mail.ts';

/** One mail the program can make, in one state and by one engine. */
export interface MailCase {
  readonly kind: 'issue' | 'letter';
  readonly state: string;
  readonly engine: Engine;
  /** The publication's, as the last lines have it. */
  readonly postalAddress: string;
  /** Rendered once, at the first call. */
  render(): Promise<JudgedMail>;
}

const engines: readonly Engine[] = ['react', 'mjml'];

/** The weekly mail in every state and every letter, by both engines. */
export function allMails(): MailCase[] {
  return engines.flatMap(engine => [
    ...Object.entries(everyState).map(([state, content]) => ({
      kind: 'issue' as const,
      state,
      engine,
      postalAddress: content.postalAddress,
      render: once(async () => ({
        subject: content.subject,
        ...(await renderIssue(content, readerFields, engine)),
      })),
    })),
    ...Object.entries({ ...letterStates, ...foreignLetters }).map(([state, letter]) => ({
      kind: 'letter' as const,
      state,
      engine,
      postalAddress: letter.sender.postalAddress,
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
