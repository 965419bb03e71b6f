import type { Tool } from '../../src/catalogue/tool.ts';
import type { IssueContent, PairingContent, ToolContent } from '../../src/issue/content.ts';
import type { LinkAnswer, PreflightInput } from '../../src/issue/preflight.ts';
import type { TrialWish } from '../../src/issue/trial/trial-wish.ts';
import { cleanContent, htmlOf, textOf, tools } from './clean-preflight.ts';
import { catalogue } from './reference-pair.ts';

/** Ways to spoil a clean issue, one fault at a time. */
export type Change = (input: PreflightInput) => PreflightInput;

export const withContent =
  (change: (content: IssueContent) => Partial<IssueContent>): Change =>
  input => ({ ...input, content: { ...input.content, ...change(input.content) } });

export const withPairing = (
  position: number,
  change: (pairing: PairingContent) => Partial<PairingContent>,
): Change =>
  withContent(({ pairings }) => ({
    pairings: pairings.map(pairing =>
      pairing.position === position ? { ...pairing, ...change(pairing) } : pairing,
    ),
  }));

export const withTool = (slug: string, change: Partial<ToolContent>): Change =>
  withContent(({ pairings }) => ({
    pairings: pairings.map(pairing => ({
      ...pairing,
      a: pairing.a.slug === slug ? { ...pairing.a, ...change } : pairing.a,
      b: pairing.b.slug === slug ? { ...pairing.b, ...change } : pairing.b,
    })),
  }));

/** Changes a tool in the catalogue and composes the issue from it again. */
export const withCatalogue =
  (slug: string, change: Partial<Tool>): Change =>
  input => {
    const changed = tools.map(tool => (tool.slug === slug ? { ...tool, ...change } : tool));
    const content = cleanContent(changed);
    return {
      ...input,
      content,
      catalogue: catalogue(changed),
      rendered: { ...input.rendered, html: htmlOf(content), text: textOf(content) },
    };
  };

/** Changes a tool in the catalogue after the issue was composed. */
export const withLaterCatalogue =
  (slug: string, change: Partial<Tool> | null): Change =>
  input => ({
    ...input,
    catalogue: catalogue(
      tools.flatMap(tool => (tool.slug !== slug ? tool : change === null ? [] : { ...tool, ...change })),
    ),
  });

export const withHtml =
  (change: (html: string) => string): Change =>
  input => ({ ...input, rendered: { ...input.rendered, html: change(input.rendered.html) } });

export const withSettings =
  (change: Partial<PreflightInput['settings']>): Change =>
  input => ({ ...input, settings: { ...input.settings, ...change } });

export const withEarlier =
  (week: string, a: string, b: string): Change =>
  input => ({ ...input, history: [{ week, pairings: [{ a, b, category: 'x' }] }] });

export const withAnswer =
  (address: string, answer: LinkAnswer): Change =>
  input => ({ ...input, linkAnswers: new Map([[address, answer]]) });

/** Two subjects, and readers enough for both. */
export const onTrial =
  (change: (input: PreflightInput) => Partial<TrialWish> = () => ({})): Change =>
  input => ({
    ...input,
    audience: 20_000,
    lastAudience: 20_000,
    own: { trial: { subjects: ['Two songs, one verdict'], share: 50, hours: 4, ...change(input) } },
  });
