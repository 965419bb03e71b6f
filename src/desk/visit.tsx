import type { Context } from 'hono';
import { createContext, type ReactElement, useContext } from 'react';
import type { PublicRoom } from '../newsroom/public-room.ts';
import { printedForEditors } from '../web/printed.tsx';
import type { DeskEnv } from './desk-env.ts';
import type { Editor } from './editor.ts';
import { type Standing, standingOf } from './standing.ts';

/** An editor looking at a page of the desk. */
export interface Visit {
  readonly room: PublicRoom;
  readonly editor: Editor;
  /** Of the issue whose week is in the address; null where none is. */
  readonly standing: Standing | null;
}

const VisitContext = createContext<Visit | null>(null);

/** Whose page of the desk is being drawn, and of which newsroom. Reads only: a page changes nothing. */
export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (visit === null) throw new Error('A page of the desk is drawn outside deskPage().');
  return visit;
}

/** Headers of every answer of the desk: nothing keeps it, no search engine lists it. */
export const DESK_ANSWER = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' };

type Status = 200 | 400 | 404 | 409 | 413 | 422 | 429 | 503;

/** Answers with a page of the desk, drawn for the editor behind the request. */
export async function deskPage(
  room: PublicRoom,
  context: Context<DeskEnv>,
  page: ReactElement,
  status: Status = 200,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const standing = await standingOf(room, context.req.param('week') ?? '');
  const visit = { room, editor: context.get('editor'), standing };
  const html = printedForEditors(room.publication, <VisitContext value={visit}>{page}</VisitContext>);
  return context.html(html, status, { ...DESK_ANSWER, ...headers }) as Response;
}
