import type { Engine } from '../../newsroom/drafted-mail.ts';
import { withQuery } from '../with-query.ts';
import type { Scheme } from './in-scheme.ts';

/** The ways to look at an issue, in the order they are shown. */
export const PREVIEW_VIEWS = [
  'desktop',
  'phone',
  'dark',
  'images-off',
  'text',
  'source',
  'engines',
  'web',
  'changes',
] as const;
export type PreviewView = (typeof PREVIEW_VIEWS)[number];

/** What is looked at, and as whom. */
export interface PreviewQuery {
  readonly view: PreviewView;
  /** Id of a sample reader. */
  readonly reader: string;
  /** Number of the variant: the pairing that leads, which a reader's interests choose, or the subject that is on trial. */
  readonly lead: number;
  /** Null for the one that is set, or was when the issue went out. */
  readonly engine: Engine | null;
  readonly scheme: Scheme;
  /** Whether pictures are loaded. */
  readonly images: boolean;
}

/** Reads `?view=&reader=&lead=&engine=&scheme=&images=`; what makes no sense counts as not given. */
export function readPreviewQuery(parameter: (name: string) => string | undefined): PreviewQuery {
  const asked = parameter('engine');
  const view = PREVIEW_VIEWS.find(one => one === parameter('view')) ?? 'desktop';
  const lead = parameter('lead') ?? '';
  return {
    view,
    reader: parameter('reader') ?? '',
    lead: /^[1-9]\d{0,2}$/.test(lead) ? Number(lead) : 1,
    engine: asked === 'react' || asked === 'mjml' ? asked : null,
    scheme: parameter('scheme') === 'dark' ? 'dark' : 'light',
    images: parameter('images') !== 'off',
  };
}

/** @param path below the preview: '' for the page itself, `/frame`, `/issue.eml` */
export function previewHref(week: string, path: string, query: Partial<PreviewQuery>): string {
  const { view = 'desktop', reader = '', lead = 1, engine = null, scheme, images } = query;
  return withQuery(`/desk/issues/${week}/preview${path}`, {
    view: view === 'desktop' ? null : view,
    reader,
    lead: lead === 1 ? null : lead,
    engine,
    scheme: scheme === 'dark' ? scheme : null,
    images: images === false ? 'off' : null,
  });
}
