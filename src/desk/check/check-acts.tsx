import type { Issue } from '../../issue/issue.ts';
import { tickOf } from '../../issue/preflight/tick.ts';
import { printed } from '../../web/printed.ts';
import type { WebDeps } from '../../web/web-deps.ts';
import { DESK_ANSWER, type DeskContext } from '../desk-env.ts';
import { readDeskForm } from '../desk-form.ts';
import type { Answer, Shown } from './check-answer.tsx';
import { NOTHING_TYPED, type SeenFields, seenFields, testFields } from './check-form.ts';
import { SendNowPage } from './send-now-page.tsx';

export async function approve(deps: WebDeps, context: DeskContext, issue: Issue): Promise<Answer> {
  const form = await readDeskForm(context);
  const seen = seenFields(form);
  const ticks = form.all('tick') ?? [];
  const outcome = await deps.desk.check.approve(issue.week, context.get('editor').email, { ...seen, ticks });
  const typed = { ...NOTHING_TYPED, ticks };
  switch (outcome.kind) {
    case 'approved':
      return 'approved';
    case 'changed':
      return { ...(await changedSince(deps, issue, seen)), typed };
    case 'errors':
      return { status: 422, problem: 'Nothing was approved: errors stand against it.', typed };
    case 'unticked': {
      const missing = outcome.findings.map(tickOf);
      const which = missing.length === 1 ? 'one warning is' : `${missing.length} warnings are`;
      return { status: 422, problem: `Nothing was approved: ${which} not ticked.`, typed, missing };
    }
    case 'refused':
      return { status: 422, problem: `Nothing was approved. ${outcome.why} ${outcome.fix}`, typed };
  }
}

/** Never refused for being late: it keeps mail from going out. */
export async function hold(deps: WebDeps, context: DeskContext, issue: Issue): Promise<Answer> {
  const reason = (await readDeskForm(context)).one('reason') ?? '';
  const outcome = await deps.desk.check.hold(issue.week, context.get('editor').email, reason);
  if (outcome.kind === 'done') return 'held';
  return { status: 409, problem: `${outcome.why} ${outcome.fix}`, typed: { ...NOTHING_TYPED, reason } };
}

export async function links(deps: WebDeps, context: DeskContext, issue: Issue): Promise<Answer> {
  const outcome = await deps.desk.check.askLinks(issue, context.get('editor').email);
  return outcome.kind === 'asked' ? 'links' : { status: 422, problem: `${outcome.why} ${outcome.fix}` };
}

export async function schedule(deps: WebDeps, context: DeskContext, issue: Issue): Promise<Answer> {
  const form = await readDeskForm(context);
  const seen = seenFields(form);
  const by = context.get('editor').email;
  if (form.one('action') === 'slot') {
    const outcome = await deps.desk.check.unschedule(issue, { revision: seen.revision, by });
    if (outcome.kind === 'refused')
      return { status: 422, problem: `${outcome.why} ${outcome.fix}`, typed: NOTHING_TYPED };
    return outcome.kind === 'done' ? 'slot' : changedSince(deps, issue, seen);
  }
  const [date = '', time = ''] = [form.one('date'), form.one('time')];
  const typed = { ...NOTHING_TYPED, date, time };
  const outcome = await deps.desk.check.schedule(issue, { date, time, revision: seen.revision, by });
  switch (outcome.kind) {
    case 'scheduled':
      return outcome.clock === 'once' ? 'scheduled' : `scheduled-${outcome.clock}`;
    case 'changed':
      return { ...(await changedSince(deps, issue, seen)), typed };
    case 'refused':
      return { status: 422, problem: `${outcome.why} ${outcome.fix}`, typed };
  }
}

export async function test(deps: WebDeps, context: DeskContext, issue: Issue): Promise<Answer> {
  const fields = testFields(await readDeskForm(context));
  const outcome = await deps.desk.check.test(issue.week, context.get('editor').email, fields);
  if (outcome.kind === 'queued') return 'test';
  return {
    status: 422,
    problem: `No test was sent. ${outcome.why} ${outcome.fix}`,
    typed: { ...NOTHING_TYPED, test: fields },
  };
}

export async function askSendNow(deps: WebDeps, context: DeskContext, issue: Issue): Promise<Answer> {
  const editor = context.get('editor');
  const look = await deps.desk.check.look(issue, editor.email);
  if (issue.state !== 'approved' || !look.approvalHolds)
    return { status: 409, problem: 'Only what is approved can be sent.' };
  return context.html(printed(<SendNowPage deps={deps} editor={editor} look={look} />), 200, DESK_ANSWER);
}

export async function sendNow(deps: WebDeps, context: DeskContext, issue: Issue): Promise<Answer> {
  const seen = seenFields(await readDeskForm(context));
  const outcome = await deps.desk.check.sendNow(issue, { ...seen, by: context.get('editor').email });
  if (outcome.kind === 'asked') return 'now';
  if (outcome.kind === 'changed') return changedSince(deps, issue, seen);
  return { status: 409, problem: `${outcome.why} ${outcome.fix}` };
}

async function changedSince(deps: WebDeps, issue: Issue, seen: SeenFields): Promise<Shown> {
  const done = await deps.desk.check.doneSince(issue.week, seen.lines);
  return {
    status: 409,
    problem: 'Nothing was done: it is no longer what you looked at.',
    since: { seen, done },
  };
}
