import { minify } from 'html-minifier-terser';

/**
 * Takes out white space and comments, and nothing that a mail client may need: Outlook's conditional comments,
 * quotes, closing tags and every style stay as they are.
 */
export function minifyMail(html: string): Promise<string> {
  return minify(html, {
    collapseWhitespace: true,
    conservativeCollapse: false,
    removeComments: true,
    // `true` drops the closing tags of tables that a conditional comment opens or closes.
    processConditionalComments: false,
    removeAttributeQuotes: false,
    removeOptionalTags: false,
    minifyCSS: false,
    keepClosingSlash: false,
    decodeEntities: false,
  });
}
