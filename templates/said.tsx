import { createElement, Fragment, type ReactElement } from 'react';

/** A sentence cut at the elements in it, as `Words.parts` cuts it. */
export type Parts = readonly (string | ReactElement)[];

/** A sentence with links or other elements in it, in the order of its language. */
export function Said({ parts }: { readonly parts: Parts }) {
  // As children of their own, not as a list: they have an order and need no keys.
  return createElement(Fragment, null, ...parts);
}
