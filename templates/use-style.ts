import { createContext, useContext } from 'react';
import { type Style, styleOf } from './style.ts';

const StyleContext = createContext(styleOf());

/** Every mail and every page stands below it. */
export const StyleProvider = StyleContext.Provider;

export function useStyle(): Style {
  return useContext(StyleContext);
}
