import { canonicalJson } from '../catalogue/canonical-json.ts';
import type { FrozenMail, FrozenWire } from '../delivery/freeze.ts';
import type { IssueContent } from '../issue/content.ts';
import { hashContent } from '../issue/content-hash.ts';
import { variantOfArm } from '../issue/trial/trial-wish.ts';
import { isHouseLook, type Look } from '../publication/look.ts';
import type { CompiledMail } from '../render/compiled-mail.ts';

export type Engine = 'react' | 'mjml';

/**
 * An issue as it would go out now, led by one pairing: content, both parts with placeholders, and the hash an approval
 * binds to, which covers every variant and is the same in all of them.
 */
export interface Draft {
  readonly content: IssueContent;
  readonly html: string;
  readonly text: string;
  readonly frozen: FrozenMail;
  /** Of the whole message as a reader gets it, where it was made before. */
  readonly bytes?: number;
}

/** Settings that show in the mail: part of what an approval binds to. */
export interface MailSettings {
  readonly engine: Engine;
  readonly from: string;
  readonly replyTo: string;
  readonly publicUrl: string;
  readonly unsubscribeMailbox: string;
  /** The program's own when left out. */
  readonly look?: Look | undefined;
  /** By a tool's slug: its link in the mail is `/go/<token>`. None: it leads there itself. */
  readonly goTokens?: ReadonlyMap<string, string>;
}

/** What rendering one content made. */
export interface RenderedMail {
  readonly html: string;
  readonly text: string;
  readonly compiled: CompiledMail;
}

/**
 * Drafts of contents and of what rendering each of them made, in their order, under one content hash.
 * @param mails the editors' order first
 * @param webHtml the web version, which shows the editors' order to everybody
 */
export function draftsOf(
  contents: readonly [IssueContent, ...IssueContent[]],
  settings: MailSettings,
  { mails, webHtml }: { readonly mails: readonly RenderedMail[]; readonly webHtml: string },
): [Draft, ...Draft[]] {
  const made = contents.map((content, index) => {
    const rendered = mails[index];
    if (!rendered) throw new Error(`Of ${contents.length} mails ${mails.length} were rendered.`);
    return { content, rendered, mail: wireOf(rendered.compiled, settings) };
  }) as [Made, ...Made[]];
  const contentHash = hashMails(made);
  const toDraft = ({ content, rendered: { html, text }, mail }: Made, web: string): Draft => {
    const variant = content.arm ? variantOfArm(content.arm) : (content.pairings[0]?.position ?? 1);
    const frozen = { variant, contentHash, content: canonicalJson(content), mail, webHtml: web };
    return { content, html, text, frozen };
  };
  const [editorial, ...variants] = made;
  return [toDraft(editorial, webHtml), ...variants.map(variant => toDraft(variant, ''))];
}

interface Made {
  readonly content: IssueContent;
  readonly rendered: RenderedMail;
  readonly mail: FrozenWire;
}

/** What an approval of these mails binds to. The editors' order comes first. */
export function hashMails(
  mails: readonly [Pick<Made, 'content' | 'mail'>, ...Pick<Made, 'content' | 'mail'>[]],
): string {
  const [{ mail }] = mails;
  const { engine, from, replyTo, publicUrl } = mail;
  return hashContent({
    contents: mails.map(({ content }) => content),
    engine,
    templates: mails.map(({ mail: { compiled } }) => JSON.stringify(compiled)),
    settings: { from, replyTo, publicUrl },
  });
}

function wireOf(
  compiled: CompiledMail,
  { engine, from, replyTo, publicUrl, unsubscribeMailbox, look }: MailSettings,
): FrozenWire {
  const wire = { compiled, engine, from, replyTo, publicUrl, unsubscribeMailbox };
  return look && !isHouseLook(look) ? { ...wire, look } : wire;
}
