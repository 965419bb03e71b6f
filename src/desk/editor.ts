import type { Newsroom } from '../newsroom/newsroom.ts';
import { asciiAddress } from '../publication/mailbox.ts';

/** Who is at the desk. */
export interface Editor {
  /** As in EDITORS. */
  readonly email: string;
  readonly sessionId: string;
}

/** The editor with this address as EDITORS spells it, however it was typed; null for anybody else. */
export function editorNamed(room: Pick<Newsroom, 'settings'>, email: string): string | null {
  const wanted = asciiAddress(email).toLowerCase();
  return room.settings.EDITORS.find(editor => editor.toLowerCase() === wanted) ?? null;
}
