import { Hono } from 'hono';
import type { DoctorFinding } from '../../doctor/finding.ts';
import { readCopy } from '../../doctor/received/read-copy.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readUpload } from '../upload.ts';
import { deskPage } from '../visit.tsx';
import { ArrivalPage } from './arrival-page.tsx';

/** Ours have some 100 KB; a provider that attaches something still fits. */
const LARGEST_COPY_BYTES = 5 * 1_024 * 1_024;

/** Where the source of a mail that arrived is read. Nothing of it is kept. */
export function arrivalRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  routes.get('/desk/arrival', context => deskPage(room, context, <ArrivalPage />));
  routes.post('/desk/arrival', context => read(room, context));
  return routes;
}

async function read(room: PublicRoom, context: DeskContext): Promise<Response> {
  const upload = await readUpload(context.req.raw, LARGEST_COPY_BYTES, async (_fields, _name, bytes) =>
    collect(bytes),
  );
  if (upload.kind === 'too large' || (upload.kind === 'read' && upload.answer === null)) {
    const problem = `The file is larger than ${LARGEST_COPY_BYTES / 1_024 / 1_024} MB: no mail of ours is. Choose the source of one.`;
    return deskPage(room, context, <ArrivalPage problem={problem} />, 413);
  }
  if (upload.kind !== 'read' || upload.answer === null || upload.answer.length === 0) {
    return deskPage(room, context, <ArrivalPage problem="Choose a file with the source of a mail." />, 422);
  }
  const findings: readonly DoctorFinding[] = await readCopy(upload.answer, room);
  return deskPage(room, context, <ArrivalPage findings={findings} />);
}

/** @returns null for more than a mail can be */
async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > LARGEST_COPY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
