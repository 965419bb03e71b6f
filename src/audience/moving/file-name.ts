import { basename } from 'node:path';
import type { Leave } from './meaning.ts';
import type { ShapeName } from './shape.ts';

/**
 * What a file's name says of everybody in it. It gets lost on the way, so nobody becomes a reader by it: it only ever takes
 * somebody out. `never asked`: people who bought something, say, and never asked for mail.
 */
export function toldByFileName(fileName: string, shape: ShapeName): Leave | 'never asked' | null {
  const [, first = ''] = /^([a-z]+(?:-[a-z]+)?)(?![a-z-])/.exec(basename(fileName).toLowerCase()) ?? [];
  if (first === 'nonsubscribed' || first === 'non-subscribed') return 'never asked';
  if (first === 'unsubscribed') return 'unsubscribed';
  // Elsewhere a cleaned list is one that somebody has tidied.
  return first === 'cleaned' && shape === 'mailchimp' ? 'suppressed' : null;
}

/** @returns why a file is read as it is, with what its name adds */
export function withFileName(why: string, told: ReturnType<typeof toldByFileName>): string {
  if (told === 'unsubscribed') return `${why} By the file’s name, everybody in it has left.`;
  return told === 'suppressed' ? `${why} By the file’s name, nobody in it may get a mail.` : why;
}
