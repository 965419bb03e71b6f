import { createElement, Fragment, type ReactElement } from 'react';

/** A sentence with elements in it, as `Words.parts` cuts it: in the order of its language. */
export function Said({ parts }: { readonly parts: readonly (string | ReactElement)[] }) {
  // As children of their own, not as a list: they have an order and need no keys.
  return createElement(Fragment, null, ...parts);
}
