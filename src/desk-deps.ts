import { randomBytes } from 'node:crypto';
import { networkOf } from './audience/network.ts';
import { audienceDeskDeps } from './audience-desk-deps.ts';
import { catalogueDeskDeps } from './catalogue-desk-deps.ts';
import { checkDeps } from './check-desk-deps.ts';
import type { App } from './compose.ts';
import { askSignIn } from './desk/door/ask-sign-in.ts';
import { editorAt, isSignInLink, signIn, signOut, signOutEverywhere } from './desk/door/session.ts';
import { readLog } from './desk/log.ts';
import { issueMails } from './desk/preview/issue-mails.ts';
import { sinceApproval } from './desk/preview/since-approval.ts';
import { goingDeps } from './going-desk-deps.ts';
import { weekOf } from './issue/week.ts';
import { dueAt } from './newsroom/due-at.ts';
import { previewBody, previewMail } from './newsroom/preview-mail.ts';
import { sessionsOf } from './storage/desk/desk-sessions.ts';
import type { DeskDeps } from './web/desk/desk-deps.ts';
import { weekDeps } from './week-desk-deps.ts';

/** The desk's part of what the web is given. */
export function deskDeps(app: App): DeskDeps {
  return {
    door: door(app),
    week: weekDeps(app),
    check: checkDeps(app),
    issues: {
      thisWeek: () => weekOf(app.now(), app.settings.PUBLICATION_TIMEZONE),
      find: week => app.issues.find(week),
      all: async () => (await app.issues.all()).toReversed(),
      dueAt: issue => dueAt(app, issue),
      log: before => readLog(app, before),
    },
    audience: audienceDeskDeps(app),
    preview: preview(app),
    going: goingDeps(app),
    catalogue: catalogueDeskDeps(app),
  };
}

function preview(app: App): DeskDeps['preview'] {
  return {
    mails: (issue, engine) => issueMails(app, issue, engine),
    mail: (draft, reader) => previewMail(app, draft, reader),
    body: (draft, reader) => previewBody(app, draft, reader),
    since: (issue, mails) => sinceApproval(app, issue, mails),
  };
}

function door(app: App): DeskDeps['door'] {
  const secret = () => randomBytes(24).toString('base64url');
  return {
    secret,
    ask: ({ email, browser, address }) =>
      askSignIn(app, { id: secret(), email, browser, network: networkOf(address) }),
    isLink: token => isSignInLink(app, token),
    signIn: (token, browser) => signIn(app, { token, browser, id: secret() }),
    editorAt: (cookie, agent) => editorAt(app, cookie, agent),
    signOut: editor => signOut(app, editor),
    signOutEverywhere: async editor => {
      await signOutEverywhere(app, editor);
    },
    sessions: editor => sessionsOf(app.store, editor.email, app.now()),
  };
}
