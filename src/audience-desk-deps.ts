import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './compose.ts';
import { exportAudience } from './desk/audience/export.ts';
import { findAddress, findReaders, findSuppressions, suppressionAt } from './desk/audience/find-readers.ts';
import { importDesk } from './desk/audience/import-desk.ts';
import { audienceOverview } from './desk/audience/overview.ts';
import { readPerson } from './desk/audience/person.ts';
import { askAgain, erasePerson, unsubscribeOnRequest } from './desk/audience/person-acts.ts';
import { liftByHand, suppressByHand } from './desk/audience/suppression-acts.ts';
import { askOnceMore, askToConfirm } from './readers/signup/ask-to-confirm.ts';
import type { AudienceDeps } from './web/desk/audience/audience-deps.ts';

/** How long a page waits for a step of an import before it shows how far it is. */
const PATIENCE_MS = 3_000;

/** The audience's part of the desk. */
export function audienceDeskDeps(app: App): AudienceDeps {
  return {
    overview: () => audienceOverview(app),
    readers: search => findReaders(app, search),
    address: text => findAddress(app, text),
    person: id => readPerson(app, id),
    askAgain: (editor, id) => askAgain(app, editor, id, who => askOnceMore(app, who)),
    unsubscribe: (editor, id) => unsubscribeOnRequest(app, editor, id),
    erase: (editor, id) => erasePerson(app, editor, id),
    suppressions: search => findSuppressions(app, search),
    suppression: hash => suppressionAt(app, hash),
    suppress: (editor, request) => suppressByHand(app, editor, request),
    lift: (editor, request) => liftByHand(app, editor, request),
    imports: importDesk(app, {
      newId: () => randomBytes(18).toString('base64url'),
      ask: (ids, offset) => askToConfirm(app, ids, offset),
    }),
    exportCsv: editor => exportAudience(app, editor),
    patience: step => Promise.race([step, sleep(PATIENCE_MS, undefined, { ref: false })]),
  };
}
