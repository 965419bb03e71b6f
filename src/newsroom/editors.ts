import { printable } from '../audience/visible-text.ts';
import { asciiAddress } from '../publication/mailbox.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';

/** Why somebody may not decide here; null for one of EDITORS, however the address is written. */
export function notAnEditor(room: Newsroom, by: string): Refusal | null {
  if (isEditor(room, by)) return null;
  return refused(
    `"${printable(by)}" is not in EDITORS.`,
    `Name one of them with --by (${room.settings.EDITORS.join(', ') || 'there is nobody'}), or add the address to EDITORS.`,
  );
}

export function isEditor(room: Newsroom, who: string): boolean {
  return room.settings.EDITORS.some(editor => isSameAddress(editor, who));
}

/** Whether somebody is this editor, however the address is written. */
export function isSameAddress(editor: string, who: string): boolean {
  return editor.toLowerCase() === asciiAddress(who).toLowerCase();
}
