import { Hono } from 'hono';
import { Notice } from '../../web/notice.tsx';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { csvAnswer } from '../csv-answer.ts';
import { DESK_ANSWER, type DeskContext, type DeskEnv } from '../desk-env.ts';
import { readDeskForm, withoutNul } from '../desk-form.ts';
import { doneWords } from '../done-words.ts';
import type { ImportJob } from './import-desk.ts';
import { ImportJobPage } from './import-job-page.tsx';
import { ImportPage } from './import-page.tsx';
import { LARGEST_IMPORT_BYTES } from './limits.ts';
import { type FieldsBefore, readUpload } from './upload.ts';

const EMPTY = { as: 'pending', consent: '' } as const;
const NOTES = { left: 'The file is left as it was; nothing was imported.' };

/** Subscribers in and out as files. */
export function importRoutes(deps: WebDeps): Hono<DeskEnv> {
  const routes = new Hono<DeskEnv>();
  const { audience } = deps.desk;

  routes.get('/desk/audience/import', context => {
    const note = doneWords(NOTES, context.req.query('done'));
    const page = <ImportPage deps={deps} editor={context.get('editor')} typed={EMPTY} note={note} />;
    return context.html(printed(page), 200, DESK_ANSWER);
  });
  routes.post('/desk/audience/import', context => takeFile(deps, context));

  routes.get('/desk/audience/import/:id', context => {
    const editor = context.get('editor');
    const job = audience.imports.find(editor, context.req.param('id'));
    if (!job) return gone(deps, context);
    return context.html(printed(<ImportJobPage deps={deps} editor={editor} job={job} />), 200, DESK_ANSWER);
  });
  routes.post('/desk/audience/import/:id', async context => {
    const editor = context.get('editor');
    const id = context.req.param('id');
    const act = (await readDeskForm(context)).one('act');
    if (act === 'drop') {
      await audience.imports.drop(editor, id);
      return context.redirect('/desk/audience/import?done=left', 303);
    }
    if (act !== 'write' || (await audience.imports.write(editor, id)) === 'unknown')
      return gone(deps, context);
    await audience.patience(audience.imports.settled(id));
    return context.redirect(`/desk/audience/import/${id}`, 303);
  });

  routes.post('/desk/audience/export', async context =>
    csvAnswer(context, 'subscribers', await audience.exportCsv(context.get('editor'))),
  );
  return routes;
}

type Taken = ImportJob | 'too large' | 'no consent';

interface Typed {
  readonly as: 'pending' | 'confirmed';
  readonly consent: string;
}

async function takeFile(deps: WebDeps, context: DeskContext) {
  const { imports, patience } = deps.desk.audience;
  const editor = context.get('editor');
  const upload = await readUpload(
    context.req.raw,
    LARGEST_IMPORT_BYTES,
    async (fields, fileName, bytes): Promise<Taken> => {
      const typed = typedIn(fields);
      const consent = typed.as === 'confirmed' ? typed.consent.trim() : null;
      return consent === '' ? 'no consent' : imports.take(editor, { fileName, bytes, consent });
    },
  );
  const taken = upload.kind === 'read' ? upload.answer : upload.kind;
  if (typeof taken !== 'string') {
    await patience(imports.settled(taken.id));
    return context.redirect(`/desk/audience/import/${taken.id}`, 303);
  }
  const typed = typedIn(upload.fields);
  const page = <ImportPage deps={deps} editor={editor} typed={typed} problem={PROBLEMS[taken]} />;
  return context.html(printed(page), taken === 'too large' ? 413 : 422, DESK_ANSWER);
}

const PROBLEMS = {
  'too large': `The file is larger than ${LARGEST_IMPORT_BYTES / 1_024 / 1_024} MB: import it with the command, which takes any size, or in parts. Nothing was imported.`,
  'no consent':
    'Write down the words these readers agreed to, and choose the file once more. Nothing was imported.',
  'no file': 'Choose a file. Nothing was imported.',
} as const;

function typedIn(fields: FieldsBefore): Typed {
  const as = fields.get('as') === 'confirmed' ? 'confirmed' : 'pending';
  return { as, consent: withoutNul(fields.get('consent') ?? '').slice(0, 1_000) };
}

/** Taken by somebody else, half an hour ago, or before a restart: the same. */
function gone(deps: WebDeps, context: DeskContext) {
  const page = (
    <Notice deps={deps} status="404" title="This file is no longer here.">
      {'A file is kept for half an hour, for the editor who gave it, by one running process. '}
      <a href="/desk/audience/import">Give it once more</a>
    </Notice>
  );
  return context.html(printed(page), 404, DESK_ANSWER);
}
