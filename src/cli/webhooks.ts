import { countOf } from '../desk/count.ts';
import { EXIT, forTerminal } from '../exit.ts';
import { addEndpoint, removeEndpoint, replayTo, rotateSecret } from '../newsroom/webhooks/keep-endpoints.ts';
import { type EndpointLine, listEndpoints } from '../storage/webhooks/endpoints.ts';
import { type Shape, shownUrl } from '../webhooks/endpoint.ts';
import { printJson, withApp } from './with-app.ts';

/** What is typed after any of them. */
export interface WebhookOptions {
  readonly events: string;
  readonly shape: Shape;
  readonly since: string;
  readonly json?: boolean;
}

/** For the log, where no editor is named. */
const WHO = 'command line';

/** `verdicts webhooks add URL --events E[,E]` */
export function addCommand(url: string, { events, shape }: WebhookOptions): Promise<number> {
  return withApp(async app => {
    const outcome = await addEndpoint(app, WHO, { url, events, shape });
    if (outcome.kind !== 'added') {
      console.error(`${outcome.kind === 'bad url' ? '<url>' : '--events'}: ${outcome.why}`);
      return EXIT.usage;
    }
    console.log(`Added: webhook ${outcome.id}. It is told of what happens from now on, while serve runs.`);
    if (outcome.secret !== '') tellSecret(outcome.secret);
    return EXIT.done;
  });
}

function tellSecret(secret: string): void {
  console.log(`Its secret, shown this once: ${secret}`);
  console.log('Whoever receives the events checks with it that they are ours: docs/webhooks.md.');
}

/** `verdicts webhooks list` */
export function listCommand({ json = false }: Pick<WebhookOptions, 'json'>): Promise<number> {
  return withApp(async app => {
    const endpoints = await listEndpoints(app.store);
    if (json) printJson(endpoints.map(asJson));
    else if (endpoints.length === 0)
      console.log('There are no webhooks. Add one: verdicts webhooks add URL --events E');
    else console.log(endpoints.flatMap(asLines).join('\n'));
    return EXIT.done;
  });
}

function asJson(endpoint: EndpointLine) {
  const { id, events, shape, state, reason, waiting, againAt, createdAt, createdBy, answers } = endpoint;
  const told = answers.map(({ at, ...answer }) => ({ at: new Date(at).toISOString(), ...answer }));
  const added = new Date(createdAt).toISOString();
  return {
    id,
    url: shownUrl(endpoint),
    shape,
    events,
    state,
    reason,
    waiting,
    triedAgain: againAt === null ? null : new Date(againAt).toISOString(),
    added,
    by: createdBy,
    answers: told,
  };
}

function asLines(endpoint: EndpointLine): string[] {
  const { id, events, shape, state, reason, waiting, againAt, answers } = endpoint;
  const [last] = answers;
  const again = againAt === null ? '' : `, tried again ${new Date(againAt).toISOString()}`;
  const said = last ? `; last ${new Date(last.at).toISOString()}: ${last.type}, ${last.words}` : '';
  return [
    `${id}  ${shownUrl(endpoint)} (${shape})`,
    `   ${state}${reason === '' ? '' : `: ${reason}`}; ${countOf(waiting, 'event')} waiting${again}${said}`,
    `   ${events.join(', ')}`,
  ].map(forTerminal);
}

/** `verdicts webhooks remove ID` */
export function removeCommand(typed: string): Promise<number> {
  return withId(typed, id =>
    withApp(async app => {
      if (!(await removeEndpoint(app, WHO, id))) return unknown(id);
      console.log(`Removed: webhook ${id}. It is told of nothing more.`);
      return EXIT.done;
    }),
  );
}

/** `verdicts webhooks rotate ID` */
export function rotateCommand(typed: string): Promise<number> {
  return withId(typed, id =>
    withApp(async app => {
      const outcome = await rotateSecret(app, WHO, id);
      if (outcome.kind === 'unknown') return unknown(id);
      if (outcome.kind === 'unsigned') {
        console.error(
          `Webhook ${id} has no secret: what opens a chat is its address. Add the new address, then remove this one.`,
        );
        return EXIT.no;
      }
      tellSecret(outcome.secret);
      console.log('For 24 hours events are signed with the one before as well.');
      return EXIT.done;
    }),
  );
}

/** `verdicts webhooks replay ID --since T` */
export function replayCommand(typed: string, { since }: Pick<WebhookOptions, 'since'>): Promise<number> {
  return withId(typed, id =>
    withApp(async app => {
      const outcome = await replayTo(app, WHO, id, since.trim());
      if (outcome.kind === 'unknown') return unknown(id);
      if (outcome.kind === 'bad since') {
        console.error(`--since: ${outcome.why}`);
        return EXIT.usage;
      }
      console.log(`Webhook ${id} is on; ${countOf(outcome.waiting, 'event')} waiting for it.`);
      return EXIT.done;
    }),
  );
}

async function withId(typed: string, act: (id: number) => Promise<number>): Promise<number> {
  if (/^\d{1,9}$/.test(typed)) return act(Number(typed));
  console.error(
    `<id>: it must be the number of a webhook, as verdicts webhooks list shows it, not "${forTerminal(typed)}".`,
  );
  return EXIT.usage;
}

function unknown(id: number): number {
  console.error(`There is no webhook ${id}. Look at: verdicts webhooks list`);
  return EXIT.no;
}
