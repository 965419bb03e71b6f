import { Hono } from 'hono';
import { ASKED_NOTHING, type AskedMapping } from '../../audience/moving/asked-mapping.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Notice } from '../../web/notice.tsx';
import { csvAnswer } from '../csv-answer.ts';
import type { DeskContext, DeskEnv } from '../desk-env.ts';
import { readDeskForm, withoutNul } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import { patiently } from '../patience.ts';
import { type FieldsBefore, readUpload } from '../upload.ts';
import { deskPage } from '../visit.tsx';
import { exportAudience } from './export.ts';
import { type ImportDesk, type ImportJob, importDesk } from './import-desk.ts';
import { ImportJobPage } from './import-job-page.tsx';
import { ImportPage } from './import-page.tsx';
import { LARGEST_IMPORT_BYTES } from './limits.ts';
import { readFrom, readMappingForm, sameMapping } from './mapping-form.ts';

const EMPTY = { as: 'pending', consent: '', from: 'auto' } as const;
const NOTES = { left: 'The file is left as it was; nothing was imported.' };
const JOB_NOTES = {
  changed: 'You changed how the file is read, so it was looked through again. Nothing has been imported yet.',
};

/** Subscribers in and out as files. */
export function importRoutes(room: PublicRoom): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const imports = importDesk(room);

  routes.get('/desk/audience/import', context => {
    const note = doneWords(NOTES, context.req.query('done'));
    return deskPage(room, context, <ImportPage typed={EMPTY} note={note} />);
  });
  routes.post('/desk/audience/import', context => takeFile(room, imports, context));

  routes.get('/desk/audience/import/:id', context => {
    const job = imports.find(context.get('editor'), context.req.param('id'));
    if (!job) return gone(room, context);
    const note = doneWords(JOB_NOTES, context.req.query('done'));
    return deskPage(room, context, <ImportJobPage job={job} note={note} />);
  });
  routes.post('/desk/audience/import/:id', context => decide(room, imports, context));

  routes.post('/desk/audience/export', async context =>
    csvAnswer(context, 'subscribers', await exportAudience(room, context.get('editor'))),
  );
  return routes;
}

async function decide(room: PublicRoom, imports: ImportDesk, context: DeskContext) {
  const editor = context.get('editor');
  const id = context.req.param('id') ?? '';
  const form = await readDeskForm(context);
  const act = form.one('act');
  if (act === 'drop') {
    await imports.drop(editor, id);
    return context.redirect('/desk/audience/import?done=left', 303);
  }
  const job = imports.find(editor, id);
  if (!job || (act !== 'write' && act !== 'map')) return gone(room, context);
  const mapping = readMappingForm(form, job.mapping, job.forecast?.understood ?? null);
  // Nobody imports by a mapping of which they have not seen what it does.
  const changed = !sameMapping(mapping, job.mapping);
  if (act === 'map' || changed) imports.lookAgain(editor, id, mapping);
  else await imports.write(editor, id);
  await patiently(imports.settled(id));
  const note = act === 'write' && changed ? '?done=changed' : '';
  return context.redirect(`/desk/audience/import/${id}${note}`, 303);
}

type Taken = ImportJob | 'too large' | 'too many' | 'no consent';

interface Typed {
  readonly as: 'pending' | 'confirmed';
  readonly consent: string;
  readonly from: AskedMapping['from'];
}

async function takeFile(room: PublicRoom, imports: ImportDesk, context: DeskContext) {
  const editor = context.get('editor');
  const upload = await readUpload(
    context.req.raw,
    LARGEST_IMPORT_BYTES,
    async (fields, fileName, bytes): Promise<Taken> => {
      const typed = typedIn(fields);
      const mapping = { ...ASKED_NOTHING, from: typed.from };
      const consent = typed.as === 'confirmed' ? typed.consent.trim() : null;
      return consent === '' ? 'no consent' : imports.take(editor, { fileName, bytes, consent, mapping });
    },
  );
  const taken = upload.kind === 'read' ? upload.answer : upload.kind;
  if (typeof taken !== 'string') {
    await patiently(imports.settled(taken.id));
    return context.redirect(`/desk/audience/import/${taken.id}`, 303);
  }
  const typed = typedIn(upload.fields);
  const page = <ImportPage typed={typed} problem={PROBLEMS[taken]} />;
  return deskPage(room, context, page, STATUS[taken] ?? 422);
}

const PROBLEMS = {
  'too large': `The file is larger than ${LARGEST_IMPORT_BYTES / 1_024 / 1_024} MB: import it with the command, which takes any size, or in parts. Nothing was imported.`,
  'too many':
    'Too many files are being read just now. Choose the file again in a minute. Nothing was imported.',
  'no consent':
    'Write down the words these readers agreed to, and choose the file again. Nothing was imported.',
  'no file': 'Choose a file. Nothing was imported.',
} as const;

const STATUS: Partial<Record<keyof typeof PROBLEMS, 413 | 503>> = { 'too large': 413, 'too many': 503 };

function typedIn(fields: FieldsBefore): Typed {
  const as = fields.get('as') === 'confirmed' ? 'confirmed' : 'pending';
  return {
    as,
    consent: withoutNul(fields.get('consent') ?? '').slice(0, 1_000),
    from: readFrom(fields.get('from')) ?? 'auto',
  };
}

/** Taken by somebody else, half an hour ago, or before a restart: the same. */
function gone(room: PublicRoom, context: DeskContext) {
  const page = (
    <Notice status="404" title="This file is no longer here.">
      {'A file is kept for half an hour, for the editor who uploaded it, by one running process. '}
      <a href="/desk/audience/import">Upload it again</a>
    </Notice>
  );
  return deskPage(room, context, page, 404);
}
