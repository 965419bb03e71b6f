import type { Context } from 'hono';
import { z } from 'zod';
import { judgeAddress } from '../../audience/address.ts';
import { addressFaultWords } from '../../audience/address-fault.ts';
import { typingHint } from '../../audience/freemail.ts';
import { type Parsed, parseInterests, parseName, parseTimezone } from '../../audience/profile.ts';
import type { Signup } from '../../audience/signup.ts';
import { readForm } from '../../web/form-fields.ts';
import { readJson } from '../../web/json-body.ts';
import type { Words } from '../../words/words.ts';
import { profileFaultWords } from '../profile-fault.ts';
import { MEANT, SEEN, type SignupProblems, TRAP, type TypedSignup } from './signup-form.tsx';

/** The name the widget gives the solved challenge. */
const PROOF = 'altcha';

export type BodyReading =
  | {
      readonly kind: 'ok';
      readonly signup: Omit<Signup, 'visitor'>;
      readonly typed: TypedSignup;
      readonly hint: string | null;
      /** The form was shown with the hint before, and the address is still the same. */
      readonly insisted: boolean;
    }
  | {
      readonly kind: 'bad';
      readonly typed: TypedSignup;
      readonly problems: SignupProblems;
      readonly hint: string | null;
    };

/** What a form posted, urlencoded or multipart; whatever is not text counts as not sent. */
export async function readSignupForm(context: Context, words: Words): Promise<BodyReading> {
  const form = await readForm(context);
  const one = (name: string) => form.one(name) ?? '';
  const typed = {
    email: one(MEANT) || one('email'),
    name: one('name'),
    interests: form.all('interests') ?? [],
  };
  const zone = parseTimezone(one('timezone'));
  const reading = judge(
    // Nobody typed it: a zone that we do not know is no reason to send somebody back.
    { ...typed, timezone: zone.kind === 'ok' ? zone.value : '' },
    { from: { kind: 'form', stamp: one('form'), trap: one(TRAP) }, proof: one(PROOF) },
    words,
  );
  return reading.kind === 'ok' ? { ...reading, insisted: one(SEEN).trim() === typed.email.trim() } : reading;
}

const JsonSchema = z.object({
  email: z.string(),
  name: z.string().nullish(),
  timezone: z.string().nullish(),
  interests: z.array(z.string()).nullish(),
  [PROOF]: z.union([z.string(), z.looseObject({})]).nullish(),
});

/** @returns problems under the names of the fields; a body that is no JSON object lacks its address */
export async function readSignupJson(context: Context, words: Words): Promise<BodyReading> {
  const parsed = JsonSchema.safeParse(await readJson(context));
  if (!parsed.success) return wrongTypes(parsed.error, words);
  const { email, name, timezone, interests, [PROOF]: proof } = parsed.data;
  return judge(
    { email, name: name ?? '', timezone: timezone ?? '', interests: interests ?? [] },
    { from: { kind: 'json' }, proof: proofText(proof ?? '') },
    words,
  );
}

function wrongTypes(error: z.ZodError, words: Words): BodyReading {
  const named = new Set(error.issues.map(issue => String(issue.path[0] ?? 'email')));
  const wanted = { email: 'text', name: 'text', timezone: 'text', interests: 'texts' } as const;
  const problems = Object.entries(wanted)
    .filter(([field]) => named.has(field))
    .map(([field, kind]) => [field, words.say(`readers.signup.expected-${kind}`)]);
  return {
    kind: 'bad',
    typed: { email: '', name: '', timezone: '', interests: [] },
    problems: Object.fromEntries(problems),
    hint: null,
  };
}

/** A solution may come as the widget writes it or as the object that it stands for. */
function proofText(proof: string | object): string {
  return typeof proof === 'string' ? proof : Buffer.from(JSON.stringify(proof)).toString('base64');
}

function judge(typed: TypedSignup, how: Pick<Signup, 'from' | 'proof'>, words: Words): BodyReading {
  const hint = typingHint(typed.email);
  const address = judgeAddress(typed.email);
  const name = parseName(typed.name);
  const timezone = parseTimezone(typed.timezone);
  const interests = parseInterests(typed.interests);
  if (address.kind === 'ok' && name.kind === 'ok' && timezone.kind === 'ok' && interests.kind === 'ok') {
    const { email, dedupeKey } = address;
    const profile = { name: name.value, timezone: timezone.value, interests: interests.value };
    return { kind: 'ok', signup: { email, dedupeKey, ...profile, ...how }, typed, hint, insisted: false };
  }
  const problems = {
    ...(address.kind === 'bad' && { email: addressFaultWords(address.fault, words) }),
    ...problemOf('name', name, words),
    ...problemOf('timezone', timezone, words),
    ...problemOf('interests', interests, words),
  };
  return { kind: 'bad', typed, problems, hint };
}

function problemOf(field: keyof TypedSignup, parsed: Parsed<unknown>, words: Words): SignupProblems {
  return parsed.kind === 'ok' ? {} : { [field]: profileFaultWords(parsed.fault, 'signup', words) };
}
