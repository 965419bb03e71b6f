import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { type App, openApp } from '../compose.ts';
import { OWN_DATABASE, PROJECT_ROOT, SAMPLE_DATABASE, SAMPLE_EDITOR } from '../config.ts';
import { EXIT, ForeseenEnd } from '../exit.ts';
import { scheduleWords } from '../issue/schedule-words.ts';
import { weekOf } from '../issue/week.ts';
import { VERSION } from '../machine/version.ts';
import { draftIssue } from '../newsroom/draft.ts';
import { pickWeek } from '../newsroom/pick-week.ts';
import { previewMail } from '../newsroom/preview-mail.ts';
import { approveSampleIssue } from '../newsroom/release.ts';
import { endSampleRun, isSampleRun, loadSampleReaders, pickNextWeek } from '../newsroom/sample-run.ts';
import { sendWeek } from '../newsroom/send-week.ts';
import { readSnapshot } from '../storage/issue/catalogue-snapshots.ts';
import { SAMPLE_RUN } from '../storage/sample/sample-data.ts';
import { HOUSE_WORDS } from '../words/words.ts';
import { ledgerLines } from './ledger-lines.ts';
import { pickLines } from './pick-lines.ts';
import { checkPortIsFree } from './port.ts';
import { showProgress } from './progress.ts';
import { tellOfSample } from './sample.ts';
import { serveUntilAsked, tellOfFirstCatalogue } from './serve.ts';

/** `npm start`: on an empty outbox database the whole weekly run on sample data, then, as always, serve. */
export async function start(): Promise<number> {
  const app = await openApp();
  let latest: string | undefined;
  try {
    console.log(`\n${app.settings.PUBLICATION_NAME} (version ${VERSION})\n`);
    for (const note of app.settings.notes) console.log(`${note}\n`);
    await checkPortIsFree(app.settings);
    await tellOfSample(app);
    await tellOfFirstCatalogue(app);
    if (await isSampleRun(app)) await sampleRun(app);
    else await tellWhereItStands(app);
    latest = (await app.issues.all()).findLast(issue => issue.state === 'sent')?.week;
  } catch (error) {
    await app.close();
    throw error;
  }
  return serveUntilAsked(app, address => console.log(addressLines(app, address, latest).join('\n')));
}

async function sampleRun(app: App): Promise<void> {
  const week = weekOf(app.now(), app.settings.PUBLICATION_TIMEZONE);
  console.log('First run, on sample data: nothing leaves this machine.\n');
  if (app.settings.DATABASE_URL === SAMPLE_DATABASE && existsSync(OWN_DATABASE.slice('file:'.length)))
    console.log(
      `The sample has a database of its own. To open yours, set DATABASE_URL=file:${fromHere(OWN_DATABASE.slice(5))}\n`,
    );
  const { readers, file } = await loadSampleReaders(app, PROJECT_ROOT);
  console.log(`Readers    ${readers} sample readers from ${fromHere(file)}`);

  const picked = await pickWeek(app, week, SAMPLE_RUN);
  if (picked.kind === 'invalid_catalogue') throw new ForeseenEnd(EXIT.no, picked.message);
  const catalogue = await readSnapshot(app.store, picked.issue.catalogueHash);
  console.log(`Picked     ${pickLines(week, picked.issue.pick, catalogue, picked.issue.reason).join('\n')}`);
  if (picked.issue.pick.pairings.length === 0) return;

  const draft = await draftIssue(app, picked.issue);
  const { eml } = await previewMail(app, draft);
  console.log(
    `Rendered   "${draft.content.subject}" with ${app.settings.TEMPLATE_ENGINE}: ` +
      `HTML ${kilobytes(draft.html)}, text ${kilobytes(draft.text)}, whole mail ${kilobytes(eml)}`,
  );
  if (picked.issue.state !== 'sending' && picked.issue.state !== 'sent') {
    const approved = await approveSampleIssue(app, week);
    if (approved.kind === 'refused') throw new ForeseenEnd(EXIT.no, `${approved.why} ${approved.fix}`);
    if (approved.kind === 'errors')
      throw new ForeseenEnd(EXIT.no, approved.findings.map(finding => finding.message).join('\n'));
    console.log(
      `Approved   by the ${SAMPLE_RUN}, content ${approved.hash.slice(0, 12)}, for ${approved.audience} readers\n`,
    );
  }
  await sendNow(app, week);
  const next = await pickNextWeek(app, week);
  if (next.kind !== 'invalid_catalogue')
    console.log(
      `\nNext       ${next.issue.week} is picked and waiting for your review at the desk,\n` +
        '           where you can swap a pairing, change a word, approve it and send it at once',
    );
  await endSampleRun(app);
}

async function sendNow(app: App, week: string): Promise<void> {
  const progress = showProgress(app);
  const outcome = await sendWeek(app, week, {
    now: true,
    signal: new AbortController().signal,
    patienceMs: 60_000,
    who: SAMPLE_RUN,
    onSending: progress.start,
  }).finally(progress.end);
  if (outcome.kind !== 'sent' && outcome.kind !== 'already_sent') {
    throw new ForeseenEnd(EXIT.no, `${week} was not sent: ${'why' in outcome ? outcome.why : outcome.kind}`);
  }
  console.log(`\n${ledgerLines(outcome.status).join('\n')}`);
}

async function tellWhereItStands(app: App): Promise<void> {
  const issues = await app.issues.all();
  const latest = issues.at(-1);
  console.log(
    latest
      ? `${latest.week} is ${latest.state.replace('_', ' ')}${latest.reason === '' ? '' : `: ${latest.reason}`}. Starting the program sent nothing.`
      : 'No issue has been picked yet.',
  );
}

/** @param latest week of the newest sent issue */
function addressLines(app: App, address: string, latest: string | undefined): string[] {
  const { settings } = app;
  const zone = settings.PUBLICATION_TIMEZONE;
  const sendZone = settings.SEND_LOCAL_TIME ? "each reader's local time" : zone;
  return [
    '',
    `  Site     ${address}/`,
    ...(latest ? [`  Issue    ${address}/issues/${latest}`] : []),
    ...(settings.development
      ? [`  Outbox   ${address}/outbox   (files: ${fromHere(settings.OUTBOX_DIR)})`]
      : []),
    `  Desk     ${address}/desk${signInHint(app, address)}`,
    '',
    `  Picks ${scheduleWords(settings.PICK_CRON, zone, HOUSE_WORDS)}, sends ${scheduleWords(settings.SEND_CRON, sendZone, HOUSE_WORDS)}. Press Ctrl-C to stop.`,
    '',
  ];
}

/** Where the sample editor's sign-in link lands; for real editors it is their own mailbox. */
function signInHint({ settings }: App, address: string): string {
  if (settings.EDITORS.length === 0) return '   (set EDITORS to let somebody in)';
  if (!settings.development || !settings.EDITORS.includes(SAMPLE_EDITOR)) return '';
  return `   (sign in as ${SAMPLE_EDITOR}; the link arrives at ${address}/outbox?kind=sign-in)`;
}

/** As a person in the project's folder would type it. */
function fromHere(path: string): string {
  const short = relative(PROJECT_ROOT, path);
  return short.startsWith('..') ? path : short;
}

function kilobytes(body: string | Buffer): string {
  return `${(Buffer.byteLength(body) / 1024).toFixed(1)} KB`;
}
