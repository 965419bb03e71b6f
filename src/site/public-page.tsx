import type { ReactNode } from 'react';
import { FormHead } from '../readers/signup/form-head.tsx';
import { Page } from '../web/page.tsx';
import { usePublication } from '../web/publication.tsx';
import { absolute } from './absolute.ts';
import { SiteNav } from './site-nav.tsx';
import { StructuredData } from './structured-data.tsx';

interface PublicPageProps {
  /** The one address of the page, from the site's root: `/how-we-pick`. */
  readonly path: string;
  readonly title: string;
  /** One or two sentences for search results and shared links. */
  readonly description: string;
  /** Path of the picture that a shared link shows. */
  readonly picture?: string;
  /** Path of the same as signed data. */
  readonly openData?: string | undefined;
  /** JSON-LD, each with its `@type`. */
  readonly data?: readonly object[];
  readonly spread?: boolean;
  readonly indexed?: boolean;
  /** Whether the sign-up form is on the page itself. */
  readonly hasForm?: boolean;
  readonly children: ReactNode;
}

/** A page of the site that everybody may read and find: masthead with the way around, and all that machines ask for. */
export function PublicPage(props: PublicPageProps) {
  const { path, title, spread = false, indexed = true, hasForm = false, children } = props;
  return (
    <Page
      title={title}
      aside={<SiteNav current={path} {...(hasForm && { subscribe: '#subscribe' })} />}
      spread={spread}
      indexed={indexed}
      head={<PublicHead {...props} />}
    >
      {children}
    </Page>
  );
}

function PublicHead({
  path,
  title,
  description,
  picture = '/share/front.png',
  openData,
  data = [],
  hasForm = false,
}: PublicPageProps) {
  const publication = usePublication();
  const address = absolute(publication, path);
  const image = absolute(publication, picture);
  return (
    <>
      <meta name="description" content={description} />
      <link rel="canonical" href={address} />
      <link rel="alternate" type="application/atom+xml" title={publication.name} href="/feed.xml" />
      {openData === undefined ? null : <link rel="alternate" type={typeOf(openData)} href={openData} />}
      <meta property="og:type" content={path.startsWith('/compare/') ? 'article' : 'website'} />
      <meta property="og:site_name" content={publication.name} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={address} />
      <meta property="og:image" content={image} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={title} />
      <meta name="twitter:card" content="summary_large_image" />
      {hasForm ? <FormHead /> : null}
      {data.map((item, index) => (
        <StructuredData key={index} item={item} />
      ))}
    </>
  );
}

function typeOf(path: string): string {
  return path.endsWith('.ndjson') ? 'application/x-ndjson' : 'application/json';
}
