import type { PairingContent, ToolContent } from '../../issue/content.ts';
import type { IssueDraft } from '../../newsroom/draft.ts';
import { digest } from '../digest.ts';

/** What a mail is made of, each part in words with a digest of it: two looks compared tell what changed in between. */
export type SeenParts = Readonly<Record<string, string>>;

/** Of a draft's parts in the editors' order. */
export function partsOf({
  content,
  frozen,
  variants,
}: Pick<IssueDraft, 'content' | 'frozen' | 'variants'>): SeenParts {
  const { engine, from, replyTo, publicUrl } = frozen.mail;
  const parts: Record<string, unknown> = {
    'the subject': content.subject,
    'the subjects on trial': variants.flatMap(other => (other.content.arm ? [other.content.subject] : [])),
    'the preheader': content.preheader,
    'the intro': content.intro,
    'which pairings there are, and their order': content.pairings.map(({ slug }) => slug),
    'last week’s result': content.lastWeek,
    'the note on a thin week': content.thin,
    'the postal address': content.postalAddress,
    'the language': content.language ?? null,
    'what the verdicts are called': content.verdicts ?? null,
    'the publication’s own words': content.words ?? null,
    'the links in the footer': content.footerLinks ?? [],
    'the sender': [from, replyTo],
    PUBLIC_URL: publicUrl,
    'the template engine': engine,
    ...Object.assign({}, ...content.pairings.map(pairingParts)),
  };
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, short(value)]));
}

/** What differs between two looks, in words. What is only in one of them came or went with its pairing. */
export function changedParts(before: SeenParts, after: SeenParts): string[] {
  const changed = Object.keys(after).filter(name => name in before && before[name] !== after[name]);
  return changed.length > 0 ? changed : ['the template or a setting that shows in the mail'];
}

/** Reads what a form carried; whatever is no such thing has no parts. */
export function readParts(text: string): SeenParts {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch (fault) {
    if (fault instanceof SyntaxError) return {};
    throw fault;
  }
}

function pairingParts(pairing: PairingContent): Record<string, unknown> {
  const title = `${pairing.a.name} vs ${pairing.b.name}`;
  return {
    [`the verdict on ${title}`]: pairing.verdict,
    [`“pick it when” for ${title}`]: [pairing.pickA, pairing.pickB],
    [`the scorecard of ${title}`]: pairing.rows,
    [`why ${title}`]: [pairing.why, pairing.gain, pairing.category, pairing.lead],
    ...toolParts(pairing.a),
    ...toolParts(pairing.b),
  };
}

function toolParts(tool: ToolContent): Record<string, unknown> {
  return {
    [`the name of ${tool.slug}`]: [tool.name, tool.maker],
    [`the price of ${tool.name}`]: [tool.price, tool.priceChecked],
    [`the pull quote of ${tool.name}`]: [tool.pull, tool.reason],
    [`the note on ${tool.name}`]: tool.note,
    [`the address of ${tool.name}`]: tool.url,
    [`the panel’s share of ${tool.name}`]: tool.ship,
    [`the community’s share of ${tool.name}`]: tool.community,
    [`what ${tool.name} is`]: [tool.tagline, tool.about, tool.description],
  };
}

/** Enough to see a difference by; a clash only makes a list of changes shorter, never an approval wrong. */
function short(value: unknown): string {
  return digest(JSON.stringify(value)).slice(0, 8);
}
