import { registerHooks } from 'node:module';

/**
 * Takes out white space and comments, and nothing that a mail client may need: Outlook's conditional comments,
 * quotes, closing tags and every style stay as they are.
 */
export async function minifyMail(html: string): Promise<string> {
  const { minify } = await minifier();
  return minify(html, {
    collapseWhitespace: true,
    conservativeCollapse: false,
    removeComments: true,
    // `true` drops the closing tags of tables that a conditional comment opens or closes.
    processConditionalComments: false,
    removeAttributeQuotes: false,
    removeOptionalTags: false,
    minifyCSS: false,
    minifyJS: false,
    keepClosingSlash: false,
    decodeEntities: false,
  });
}

/** What it hands styles, scripts and links to, which we leave as they are: two hundred files that nothing would call. */
const NEVER_CALLED = ['clean-css', 'relateurl', 'terser'];
const NOTHING = 'data:text/javascript,export default null; export const minify = null;';

/** The minifier without them, loaded with the first mail. */
function minifier(): Promise<typeof import('html-minifier-terser')> {
  loaded ??= load();
  return loaded;
}

let loaded: Promise<typeof import('html-minifier-terser')> | undefined;

async function load(): Promise<typeof import('html-minifier-terser')> {
  const hooks = registerHooks({
    resolve: (specifier, context, nextResolve) =>
      NEVER_CALLED.includes(specifier) && context.parentURL?.includes('/html-minifier-terser/')
        ? { url: NOTHING, format: 'module', shortCircuit: true }
        : nextResolve(specifier, context),
  });
  try {
    return await import('html-minifier-terser');
  } finally {
    hooks.deregister();
  }
}
