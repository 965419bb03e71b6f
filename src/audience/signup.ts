import type { Profile } from './profile.ts';

/** A sign-up whose fields are in order. */
export interface Signup extends Profile {
  /** As parseAddress gives them. */
  readonly email: string;
  readonly dedupeKey: string;
  readonly from:
    | { readonly kind: 'json' }
    /** `trap`: what stands in the field that people do not see. */
    | { readonly kind: 'form'; readonly stamp: string; readonly trap: string };
  /** A solved challenge as the widget sends it; '' for none. */
  readonly proof: string;
  readonly visitor: Visitor;
}

/** What is kept of whoever asked or confirmed, as proof of their consent. */
export interface Visitor {
  /** As networkOf gives it. */
  readonly network: string;
  /** '' when unknown. */
  readonly userAgent: string;
}
