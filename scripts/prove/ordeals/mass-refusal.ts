import type { Answer } from '../../stand-in/answer.ts';
import { askedAgain } from '../forgotten-batches.ts';
import type { Ordeal } from '../ordeal.ts';
import type { RelayStep } from '../relay.ts';
import type { Stage } from '../stage.ts';

const no = (status: number, name: string, message: string): Answer => ({
  status,
  body: { statusCode: status, name, message },
});

/** About the domain, a field all mails share, the key; without a word of sense; from a gateway. */
const API_NOES: readonly Answer[] = [
  no(403, 'validation_error', 'The example.com domain is not verified. Please, add and verify your domain.'),
  no(422, 'validation_error', 'Invalid `reply_to` field. The email address needs to follow the format.'),
  no(401, 'restricted_api_key', 'This API key is suspended.'),
  no(422, 'validation_error', 'Something about this request is not acceptable.'),
  { status: 400, body: '<html><h1>400 Bad Request</h1></html>' },
];

const RELAY_NOES: readonly { readonly step: RelayStep; readonly say: string }[] = [
  { step: 'RCPT', say: '553 5.7.1 <verdicts@verdicts.example>: Sender address rejected: not owned by user' },
  { step: 'RCPT', say: '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked' },
  {
    step: '.',
    say: '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
  },
  { step: '.', say: '554 Message rejected' },
];

/**
 * Refused one by one, so few would be believed: up to twenty for one reason are about their readers. Where fewer may be
 * left than that and what is on its way, the request is turned away instead.
 */
const MANY = 50;

/**
 * Every mail is refused for a reason about us; an editor mends that and resumes. A no to everybody that the API repeats to a
 * key with an unclear attempt may stay open: nobody promises that it looked the key up first.
 */
export function massRefusal(stage: Stage): Ordeal {
  const { dice, provider } = stage;
  const begin = dice.below(5);
  const [ofApi, ofRelay] = [dice.one(API_NOES), dice.one(RELAY_NOES)];
  // Refused one by one in a yes to the request, as a permissive API does.
  const oneByOne = dice.chance(0.2);
  let state: 'to come' | 'on' | 'mended' = 'to come';
  let stops = 0;
  let wasOneByOne = false;
  let again: ReadonlySet<string> | undefined;
  const refuse = () => {
    state = 'on';
    if (provider.relay) provider.relay.answer = step => (step === ofRelay.step ? ofRelay.say : null);
    else if (oneByOne && stage.plainReaders.length - provider.accepted() > MANY) {
      wasOneByOne = true;
      provider.api?.refuse([...stage.refused, ...stage.plainReaders]);
    } else provider.api?.turnAway(ofApi);
  };
  const mend = () => {
    state = 'mended';
    if (provider.relay) provider.relay.answer = () => null;
    provider.api?.turnAway(null);
    provider.api?.refuse([...stage.refused]);
  };
  return {
    name: 'mass refusal',
    run: async over => {
      if (begin > 0 && !(await stage.afterRequests(begin, over))) return;
      refuse();
    },
    attend: async ({ kind }) => {
      if (kind !== 'stopped' && kind !== 'refused') return false;
      if (state === 'on') stops += 1;
      mend();
      await stage.editor.goOn();
      return true;
    },
    times: () => stops,
    mayBeUncertain: email => {
      if (!wasOneByOne) return false;
      // Asked once all is over.
      again ??= askedAgain(provider.api?.requests() ?? []);
      return again.has(email);
    },
    wrongs: () => [],
  };
}
