import { type ImportDeps, importSubscribers } from '../../audience/import.ts';
import type { ImportReport } from '../../audience/import-report.ts';
import { lineWords } from '../../audience/import-words.ts';
import type { AskedMapping } from '../../audience/moving/asked-mapping.ts';
import { SHAPES } from '../../audience/moving/services.ts';
import { printable } from '../../audience/visible-text.ts';
import { recordAct } from '../../newsroom/audience/record-act.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { askToConfirm } from '../../readers/signup/ask-to-confirm.ts';
import { importTarget } from '../../storage/audience/subscriber-import.ts';
import type { Editor } from '../editor.ts';
import { type HeldFile, holdFile } from './held-file.ts';
import { ImportShelf } from './import-shelf.ts';
import { LARGEST_IMPORT_BYTES } from './limits.ts';

/** A file on its way in: first only looked at, then, on the editor's word, written. */
export interface ImportJob {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: number;
  /** The words its readers agreed to: they become confirmed. null: they become pending and are asked. */
  readonly consent: string | null;
  /** What its editor says about its columns and words. */
  readonly mapping: AskedMapping;
  readonly state: 'checking' | 'checked' | 'importing' | 'imported' | 'broken';
  /** Read so far, in the present step. */
  readonly rows: number;
  /** What would happen; null while checking. */
  readonly forecast: ImportReport | null;
  /** What happened. */
  readonly report: ImportReport | null;
  /** Confirmation mails queued. */
  readonly asked: number;
}

export interface ImportDesk {
  /** Takes in a file and begins to look through it. Nothing is written. */
  take(
    editor: Editor,
    upload: {
      readonly fileName: string;
      readonly bytes: AsyncIterable<Uint8Array>;
      readonly consent: string | null;
      readonly mapping: AskedMapping;
    },
  ): Promise<ImportJob | 'too large' | 'too many'>;
  /** An editor's own file; null when it is not, or no longer, there. */
  find(editor: Editor, id: string): ImportJob | null;
  /** Looks through it once more, reading it in another way. */
  lookAgain(editor: Editor, id: string, mapping: AskedMapping): 'begun' | 'not now' | 'unknown';
  /** Begins to write what was looked through. */
  write(editor: Editor, id: string): Promise<'begun' | 'not now' | 'unknown'>;
  drop(editor: Editor, id: string): Promise<void>;
  /** Until the step it is in has ended. */
  settled(id: string): Promise<void>;
}

type Job = { -readonly [Key in keyof ImportJob]: ImportJob[Key] } & {
  readonly editor: string;
  readonly takenAt: number;
  readonly file: HeldFile;
  step: Promise<void>;
};

/**
 * Imports from a browser. Files live in this process and nowhere else: a restart forgets them, and what was written
 * by then stays, so that the same file may be given again.
 */
export function importDesk(room: Newsroom): ImportDesk {
  const shelf = new ImportShelf<Job>();
  const own = (editor: Editor, id: string) => {
    const job = shelf.find(id, room.now());
    return job?.editor === editor.email ? job : null;
  };
  return {
    take: (editor, { fileName, bytes, consent, mapping }) =>
      shelf.add(room.now(), async (): Promise<Job | 'too large'> => {
        const file = await holdFile(bytes, LARGEST_IMPORT_BYTES);
        if (!file) return 'too large';
        const now = room.now();
        const job = newJob(room.newSecret(), { editor, fileName, file, consent, mapping, now });
        job.step = check(room, job);
        return job;
      }),
    find: (editor, id) => own(editor, id),
    lookAgain: (editor, id, mapping) => {
      const job = own(editor, id);
      if (!job) return 'unknown';
      if (job.state !== 'checked') return 'not now';
      job.state = 'checking';
      job.mapping = mapping;
      job.step = check(room, job);
      return 'begun';
    },
    write: async (editor, id) => {
      const job = own(editor, id);
      if (!job) return 'unknown';
      if (job.state !== 'checked') return 'not now';
      job.state = 'importing';
      try {
        await recordAct(room, editor.email, 'import begun', `${job.fileName}, ${orderWords(job)}`);
      } catch (error) {
        job.state = 'checked';
        throw error;
      }
      job.step = write(room, editor, job);
      return 'begun';
    },
    drop: async (editor, id) => {
      const job = own(editor, id);
      if (job && job.state !== 'importing') await shelf.drop(job);
    },
    settled: async id => shelf.find(id, room.now())?.step,
  };
}

function newJob(
  id: string,
  given: {
    readonly editor: Editor;
    readonly fileName: string;
    readonly file: HeldFile;
    readonly consent: string | null;
    readonly mapping: AskedMapping;
    readonly now: number;
  },
): Job {
  return {
    id,
    editor: given.editor.email,
    takenAt: given.now,
    fileName: printable(given.fileName) || 'unnamed',
    bytes: given.file.bytes,
    consent: given.consent,
    mapping: given.mapping,
    file: given.file,
    state: 'checking',
    rows: 0,
    forecast: null,
    report: null,
    asked: 0,
    step: Promise.resolve(),
  };
}

function check(room: Newsroom, job: Job): Promise<void> {
  return inStep(room, job, async () => {
    job.forecast = await runImport(room, job, true, async () => {});
    job.state = 'checked';
  });
}

function write(room: Newsroom, editor: Editor, job: Job): Promise<void> {
  return inStep(room, job, async () => {
    job.report = await runImport(room, job, false, async ids => {
      await askToConfirm(room, ids, job.asked);
      job.asked += ids.length;
    });
    job.state = 'imported';
    await job.file.close();
    await recordAct(room, editor.email, 'imported', `${job.fileName}: ${countWords(job.report)}`);
  });
}

async function inStep(room: Newsroom, job: Job, work: () => Promise<void>): Promise<void> {
  job.rows = 0;
  try {
    await work();
  } catch (error) {
    job.state = 'broken';
    room.log.error({ err: error, import: job.id }, 'an import from the desk broke off');
    await job.file.close();
  }
}

function runImport(
  room: Newsroom,
  job: Job,
  dryRun: boolean,
  onPending: NonNullable<ImportDeps['onPending']>,
): Promise<ImportReport> {
  const target = importTarget(room.store);
  return importSubscribers(
    {
      target: {
        write: async (rows, order) => {
          const outcome = await target.write(rows, order);
          job.rows += rows.length;
          return outcome;
        },
      },
      now: room.now,
      onPending,
    },
    () => job.file.read(),
    {
      ...(job.consent !== null && { consent: job.consent }),
      mapping: job.mapping,
      fileName: job.fileName,
      dryRun,
    },
  );
}

function orderWords(job: Job): string {
  const from = job.forecast?.understood?.from ?? 'csv';
  const words = job.consent === null ? 'as pending' : `as confirmed, who agreed to: ${job.consent}`;
  return from === 'csv' ? words : `${words}; read as ${SHAPES[from].label}`;
}

function countWords(report: ImportReport): string {
  const { rows, added, changed, unchanged, keptOut, suppressed, refused } = report;
  return `${rows} rows: ${added.confirmed} new confirmed, ${added.pending} new pending, ${added.unsubscribed} new unsubscribed, ${changed} changed, ${unchanged} unchanged, ${keptOut} kept out, ${suppressed} suppressed, ${refused} refused; ${lineWords(report)}`;
}
