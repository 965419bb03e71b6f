import type { Context } from 'hono';
import { z } from 'zod';
import { parseAddress } from '../../audience/address.ts';
import { typingHint } from '../../audience/freemail.ts';
import { type Parsed, parseInterests, parseName, parseTimezone } from '../../audience/profile.ts';
import type { Signup } from '../../audience/signup.ts';
import { readForm } from '../../web/form-fields.ts';
import { readJson } from '../../web/json-body.ts';
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
export async function readSignupForm(context: Context): Promise<BodyReading> {
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
export async function readSignupJson(context: Context): Promise<BodyReading> {
  const parsed = JsonSchema.safeParse(await readJson(context));
  if (!parsed.success) return wrongTypes(parsed.error);
  const { email, name, timezone, interests, [PROOF]: proof } = parsed.data;
  return judge(
    { email, name: name ?? '', timezone: timezone ?? '', interests: interests ?? [] },
    { from: { kind: 'json' }, proof: proofText(proof ?? '') },
  );
}

function wrongTypes(error: z.ZodError): BodyReading {
  const named = new Set(error.issues.map(issue => String(issue.path[0] ?? 'email')));
  const wanted = { email: 'text', name: 'text', timezone: 'text', interests: 'a list of texts' };
  const problems = Object.entries(wanted)
    .filter(([field]) => named.has(field))
    .map(([field, kind]) => [field, `Expected ${kind}.`]);
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

function judge(typed: TypedSignup, how: Pick<Signup, 'from' | 'proof'>): BodyReading {
  const hint = typingHint(typed.email);
  const address = parseAddress(typed.email);
  const name = parseName(typed.name);
  const timezone = parseTimezone(typed.timezone);
  const interests = parseInterests(typed.interests);
  if (address.kind === 'ok' && name.kind === 'ok' && timezone.kind === 'ok' && interests.kind === 'ok') {
    const { email, dedupeKey } = address;
    const profile = { name: name.value, timezone: timezone.value, interests: interests.value };
    return { kind: 'ok', signup: { email, dedupeKey, ...profile, ...how }, typed, hint, insisted: false };
  }
  const problems = {
    ...(address.kind === 'bad' && { email: sentence(address.reason) }),
    ...problemOf('name', name),
    ...problemOf('timezone', timezone),
    ...problemOf('interests', interests),
  };
  return { kind: 'bad', typed, problems, hint };
}

function problemOf(field: keyof TypedSignup, parsed: Parsed<unknown>): SignupProblems {
  return parsed.kind === 'ok' ? {} : { [field]: sentence(`${parsed.reason}: ${parsed.fix}`) };
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}
