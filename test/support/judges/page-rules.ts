// biome-ignore-all lint/performance/useDomNodeTextContent: the rules ask what is shown, not what is in the tree.
import type { JudgedMail } from './judged-mail.ts';

/**
 * Our own rules of a good mail (accessibility, honesty, robustness), each run inside the page, where styles are
 * computed. A rule is sent to the browser as its source text: it may use nothing but its argument and the page.
 */
export type PageRule = (mail: JudgedMail) => string[];

export const pageRules: Readonly<Record<string, PageRule>> = {
  'language and direction on html, body and a wrapper of everything': () => {
    // Clients throw away html and body; the wrapper is what survives.
    const wrapper = [...document.body.querySelectorAll<HTMLElement>('[lang][dir]')].find(
      element => element.innerText.length >= 0.9 * document.body.innerText.length,
    );
    return [
      ...[document.documentElement, document.body]
        .filter(element => !element.lang || !element.getAttribute('dir'))
        .map(element => `<${element.localName}> lacks lang or dir`),
      ...(wrapper ? [] : ['no element inside body has lang and dir and holds the whole text']),
    ];
  },

  'one title, short': () => {
    const titles = [...document.querySelectorAll('title')].map(title => title.textContent ?? '');
    if (titles.length !== 1) return [`${titles.length} titles instead of one`];
    const [title = ''] = titles;
    return title.trim() && [...title].length <= 120 ? [] : [`the title has ${[...title].length} characters`];
  },

  'one h1 and no skipped heading level': () => {
    const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(heading =>
      Number(heading.localName[1]),
    );
    const skips = levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1);
    return [
      ...(levels.filter(level => level === 1).length === 1 ? [] : ['there must be exactly one h1']),
      ...(levels.length > 0 && levels[0] !== 1 ? ['the first heading is not the h1'] : []),
      ...skips.map(level => `an h${level} skips a level`),
    ];
  },

  'every image has words and a size': () =>
    [...document.images]
      .filter(
        image => !image.hasAttribute('alt') || !image.hasAttribute('width') || !image.hasAttribute('height'),
      )
      .map(image => `an image without alt, width or height: ${image.outerHTML.slice(0, 80)}`),

  'layout tables are presentational, data tables have a caption and scopes': () =>
    [...document.querySelectorAll('table')].flatMap(table => {
      const role = table.getAttribute('role');
      if (role === 'presentation' || role === 'none') {
        const own = [...table.querySelectorAll('th,caption')].filter(cell => cell.closest('table') === table);
        return own.length === 0 ? [] : ['a presentational table has headers or a caption'];
      }
      const headers = [...table.querySelectorAll('th')].filter(cell => cell.closest('table') === table);
      const name = table.querySelector('caption')?.textContent?.trim() || table.getAttribute('aria-label');
      const where = table.textContent?.trim().slice(0, 40);
      return [
        ...(headers.length > 0 ? [] : [`a table that is not presentational has no <th>: ${where}`]),
        ...(name ? [] : [`a data table has neither caption nor label: ${where}`]),
        ...headers.filter(cell => !cell.scope).map(cell => `a <th> without scope: ${cell.textContent}`),
      ];
    }),

  'links say where they lead': () =>
    [...document.links]
      .map(link => (link.getAttribute('aria-label') ?? link.textContent ?? '').trim())
      .filter(words => words === '' || /^(click here|here|read more|more|link|this link)$/i.test(words))
      .map(words => `a link that says nothing: "${words}"`),

  'links with the same words lead to the same place': () => {
    const targets = new Map<string, Set<string>>();
    for (const link of document.links) {
      const words = (link.getAttribute('aria-label') ?? link.textContent ?? '')
        .trim()
        .replaceAll(/\s+/g, ' ');
      targets.set(words, (targets.get(words) ?? new Set()).add(link.href));
    }
    return [...targets]
      .filter(([, to]) => to.size > 1)
      .map(([words, to]) => `"${words}" leads to ${[...to].join(' and ')}`);
  },

  'links are underlined or drawn as a button': () =>
    [...document.links]
      .filter(link => {
        const style = getComputedStyle(link);
        const cell = link.closest('td,th');
        const isFilled = [link, ...(cell ? [cell] : [])].some(element => {
          const { backgroundColor } = getComputedStyle(element);
          return (
            backgroundColor !== 'rgba(0, 0, 0, 0)' && element.textContent?.trim() === link.textContent?.trim()
          );
        });
        const isFramed = style.borderTopWidth !== '0px' && style.borderBottomWidth !== '0px';
        return !style.textDecorationLine.includes('underline') && !isFilled && !isFramed;
      })
      .map(link => `a link that looks like text: ${link.textContent}`),

  'text is large enough': () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faults: string[] = [];
    while (walker.nextNode()) {
      const words = walker.currentNode.textContent?.trim() ?? '';
      const parent = walker.currentNode.parentElement;
      if (words === '' || !parent?.checkVisibility()) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < 14) faults.push(`${size} px is too small for: ${words.slice(0, 60)}`);
    }
    return faults;
  },

  'lines have air': () => {
    const faults: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const words = walker.currentNode.textContent?.trim() ?? '';
      const parent = walker.currentNode.parentElement;
      // Headlines and small print are set tight; what is read line after line is not.
      if (words.length < 60 || !parent?.checkVisibility() || parent.closest('h1,h2,h3')) continue;
      const style = getComputedStyle(parent);
      const ratio = Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize);
      if (!(ratio >= (parent.closest('.soft') ? 1.2 : 1.4))) {
        faults.push(`a line height of ${style.lineHeight} at ${style.fontSize}: ${words.slice(0, 60)}`);
      }
    }
    return faults;
  },

  'buttons are large enough for a thumb': () =>
    [...document.links]
      .filter(link => !getComputedStyle(link).textDecorationLine.includes('underline'))
      .map(link => ({ link, box: link.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 44 || box.width < 44)
      .map(({ link, box }) => `${Math.round(box.width)} × ${Math.round(box.height)} px: ${link.textContent}`),

  'nothing is hidden but the preheader': ({ subject }) => {
    const hidden = [...document.body.querySelectorAll('*')].filter(
      element =>
        (element.textContent ?? '').trim() !== '' &&
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        element.parentElement?.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    );
    const [first] = hidden;
    const words = (first?.textContent ?? '')
      .replaceAll(/(\s|\u034f|[\u2007\u200b-\u200f\ufeff\u00ad])+/g, ' ')
      .trim();
    if (!first) return ['there is no preheader'];
    return [
      ...(hidden.length > 1 ? [`hidden besides the preheader: ${hidden[1]?.textContent?.slice(0, 60)}`] : []),
      ...([...words].length >= 30 && [...words].length <= 140
        ? []
        : [`a preheader of ${[...words].length} characters: ${words}`]),
      ...(words === subject ? ['the preheader repeats the subject'] : []),
      ...(document.body.innerText.includes(words) ? ['the preheader is shown in the mail as well'] : []),
    ];
  },

  'no markup that can act': () =>
    [...document.querySelectorAll('*')].flatMap(element =>
      [...element.attributes]
        .filter(({ name, value }) => name.startsWith('on') || /^\s*(javascript|data|vbscript):/i.test(value))
        .map(({ name }) => `<${element.localName}> has the attribute ${name} that can act`),
    ),

  'links are absolute, whole and not shortened': () =>
    [...document.querySelectorAll('a[href],img[src]')]
      .map(element => element.getAttribute('href') ?? element.getAttribute('src') ?? '')
      .filter(
        address =>
          !/^(https:\/\/[^/\s]+\.[^/\s]+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/|mailto:\S+@)/.test(
            address,
          ) || /\/\/(bit\.ly|t\.co|tinyurl\.com|goo\.gl|ow\.ly|lnkd\.in)\//.test(address),
      )
      .map(address => `not an absolute https address: "${address}"`),

  'nothing is left unfilled': ({ subject, text }) =>
    [subject, text, document.body.innerText]
      .flatMap(
        part => part.match(/\bundefined\b|\bNaN\b|\[object |\bnull\b|\{\{(?! secret)|tk\.invalid/g) ?? [],
      )
      .map(leftover => `left over: ${leftover}`),

  'the plain text says what the mail says': ({ text }) => {
    const words = (from: string) => from.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const inText = new Set(words(text));
    const shown = words(document.body.innerText);
    const missing = shown.filter(word => !inText.has(word));
    return missing.length <= 0.2 * shown.length
      ? []
      : [
          `${missing.length} of ${shown.length} words are not in the plain text: ${missing.slice(0, 12).join(' ')}`,
        ];
  },

  'nothing is wider than the window': () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth <= clientWidth ? [] : [`${scrollWidth} px wide in a window of ${clientWidth}`];
  },
};
