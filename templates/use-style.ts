import { createContext, useContext } from 'react';
import type { Style } from './style.ts';

const StyleContext = createContext<Style | null>(null);

/** Every mail and every page stands below it. */
export const StyleProvider = StyleContext.Provider;

export function useStyle(): Style {
  const style = useContext(StyleContext);
  if (style === null) throw new Error('A template is drawn outside a mail and a page.');
  return style;
}
