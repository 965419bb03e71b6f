import PostalMime from 'postal-mime';

/** One mail that was taken, as it came. */
export interface SesMail {
  readonly id: string;
  readonly at: number;
  readonly to: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string;
  readonly content:
    | { readonly kind: 'raw'; readonly bytes: Buffer }
    | {
        readonly kind: 'filled';
        readonly from: string;
        readonly subject: string;
        readonly html: string;
        readonly text: string;
        readonly headers: Readonly<Record<string, string>>;
      };
}

/** The same as its reader gets it. */
export interface ShownSesMail {
  readonly from: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export async function shownMail({ content }: SesMail): Promise<ShownSesMail> {
  if (content.kind === 'filled') {
    const headers = Object.entries(content.headers).map(([name, value]) => [name.toLowerCase(), value]);
    return { ...content, headers: Object.fromEntries(headers) };
  }
  const { from, subject = '', html = '', text = '', headers } = await PostalMime.parse(content.bytes);
  return {
    from: from?.address ?? '',
    subject,
    html: html.replace(/\r\n/g, '\n').replace(/\n$/, ''),
    text: text.replace(/\r\n/g, '\n').replace(/\n$/, ''),
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
  };
}
