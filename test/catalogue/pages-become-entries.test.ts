import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { catalogueFromPage } from '../../src/catalogue/from-page/catalogue-from-page.ts';
import { pageText } from '../../src/catalogue/from-page/page-text.ts';

const OPTIONS = {
  source: 'https://compare.example/otter-or-granola',
  today: '2026-11-30',
  words: { ship: ['ship', 'buy'], skip: ['skip', 'leave'] },
  panel: [{ id: 'skeptic', role: 'skeptic', name: 'The Skeptic' }],
};

function read(html: string) {
  return catalogueFromPage(html, OPTIONS);
}

function jsonLd(...blocks: unknown[]): string {
  const scripts = blocks.map(block => `<script type="application/ld+json">${JSON.stringify(block)}</script>`);
  return `<!doctype html><title>x</title>${scripts.join('\n')}<p>Nothing else is read.`;
}

const review = {
  '@type': 'Review',
  author: { '@type': 'Person', name: 'The Skeptic' },
  name: 'Skip',
  reviewBody: 'It listens.\nToo much.',
  datePublished: '2026-11-02T09:00:00Z',
};

describe('a page with JSON-LD', () => {
  it('gives what it says, and asks for the rest', () => {
    const made = read(
      jsonLd({
        '@context': 'https://schema.org',
        '@graph': [
          { '@type': 'WebPage', name: 'Otter or Granola' },
          {
            '@type': ['https://schema.org/Product', 'Thing'],
            name: 'Otter  vs\nOtter',
            description: 'It takes notes.',
            brand: { '@type': 'Brand', name: 'Otter Inc' },
            category: 'Note takers',
            url: 'https://otter.example/',
            offers: { '@type': 'Offer', price: 8.33, priceCurrency: 'USD' },
            aggregateRating: { '@type': 'AggregateRating', ratingValue: 4.8, reviewCount: 900 },
            review: [review, { '@id': '#second' }],
          },
          {
            '@id': '#second',
            '@type': 'Review',
            author: 'Jane Doe',
            reviewRating: { '@type': 'Rating', ratingValue: 4, bestRating: 5 },
            reviewBody: 'I like it.',
          },
        ],
      }),
    );
    expect(made.catalogue).toEqual({
      panel: [OPTIONS.panel[0], { id: 'jane-doe', name: 'Jane Doe' }],
      tools: [
        {
          $comment: 'Read from https://compare.example/otter-or-granola.',
          slug: 'otter-versus-otter',
          name: 'Otter vs Otter',
          maker: 'Otter Inc',
          description: 'It takes notes.',
          category: 'Note takers',
          url: 'https://otter.example/',
          price: { kind: 'unknown' },
          addedOn: '2026-11-30',
          reviews: [
            {
              panelist: 'skeptic',
              verdict: 'skip',
              quote: 'It listens.\nToo much.',
              reviewedOn: '2026-11-02',
            },
            { panelist: 'jane-doe', quote: 'I like it.' },
          ],
        },
      ],
    });
    expect(made.questions.map(({ path, asks, needed }) => [path, needed, asks])).toEqual([
      ['$.panel[1].role', true, 'The page does not say in which chair Jane Doe sits.'],
      ['$.tools[0].tagline', true, 'The page does not say the tagline of Otter vs Otter.'],
      ['$.tools[0].price', false, expect.stringContaining('at 8.33 USD: is it free, free_tier or paid')],
      [
        '$.tools[0].reviews[1].verdict',
        true,
        'The page does not say whether Jane Doe says ship or skip of Otter vs Otter. It gives 4 of 5, which is not a verdict.',
      ],
    ]);
    expect(made.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each([
    [{ name: 'Five stars', reviewRating: { ratingValue: 5, bestRating: 5 } }, undefined],
    [{ name: 'I would ship it any day', reviewRating: { ratingValue: '1' } }, undefined],
    [{ name: 'ship', headline: 'skip' }, undefined],
    [{ name: 'BUY' }, 'ship'],
    [{ headline: 'leave' }, 'skip'],
    [{ reviewRating: { '@type': 'Rating', ratingValue: 'ship' } }, 'ship'],
  ])('has a verdict only where it says it in our words: %j', (said, verdict) => {
    const made = read(
      jsonLd({ '@type': 'Product', name: 'A', review: { ...review, name: undefined, ...said } }),
    );
    expect(made.catalogue.tools).toMatchObject([{ reviews: [{ panelist: 'skeptic' }] }]);
    expect((made.catalogue.tools[0] as { reviews: { verdict?: string }[] }).reviews[0]?.verdict).toBe(
      verdict,
    );
    const asked = made.questions.map(({ path }) => path).includes('$.tools[0].reviews[0].verdict');
    expect(asked).toBe(verdict === undefined);
  });

  it('joins reviews that name the tool to it, and what is said of a tool in several places', () => {
    const made = read(
      jsonLd(
        { '@type': 'SoftwareApplication', name: 'A', description: 'Says A.' },
        [
          {
            ...review,
            itemReviewed: { '@type': 'SoftwareApplication', name: 'A', applicationCategory: 'Notes' },
          },
        ],
        { '@type': 'Review', itemReviewed: { '@type': 'Restaurant', name: 'A' }, reviewBody: 'Tasty.' },
        '<not an item>',
      ),
    );
    expect(made.catalogue.tools).toMatchObject([
      {
        name: 'A',
        description: 'Says A.',
        category: 'Notes',
        reviews: [{ panelist: 'skeptic', verdict: 'skip' }],
      },
    ]);
    expect(made.catalogue.tools).toHaveLength(1);
  });

  it('asks whose review it is, and for its words', () => {
    const made = read(jsonLd({ '@type': 'Product', name: 'A', review: { '@type': 'Review', name: 'ship' } }));
    expect(made.questions.map(({ path }) => path)).toEqual([
      ...['tagline', 'description', 'category'].map(field => `$.tools[0].${field}`),
      '$.tools[0].price',
      '$.tools[0].reviews[0].panelist',
      '$.tools[0].reviews[0].quote',
    ]);
  });

  it('with two reviews by one person, or a name of no letters, is told by the checker', () => {
    const made = read(jsonLd({ '@type': 'Product', name: '—', review: [review, review] }));
    expect(made.problems.map(({ path, message }) => [path, message])).toEqual([
      ['$.tools[0].slug', expect.stringContaining('is not a slug')],
      ['$.tools[0].reviews[1].panelist', expect.stringContaining('has two reviews')],
    ]);
  });
});

describe('a page with microdata', () => {
  it('is read as one with JSON-LD is', () => {
    const made = read(`
      <div itemscope itemtype="http://schema.org/SoftwareApplication"><h1 itemprop="name">Otter &amp; Co</h1>
        <meta itemprop="applicationCategory" content="Notes"><a itemprop="url" href="https://otter.example/">site</a>
        <p itemprop="description">It <b>takes</b> notes.</p>
        <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="price">0</span></div>
        <div itemprop="review" itemscope itemtype="http://schema.org/Review">
          <span itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">The Skeptic</b></span>
          <time itemprop="datePublished" datetime="2026-11-02">yesterday</time><b itemprop="name">ship</b>
          <p itemprop="reviewBody">Fine.</p></div></div>
      <p itemprop="name">Stray</p>`);
    expect(made.catalogue.tools).toMatchObject([
      {
        slug: 'otter-co',
        name: 'Otter & Co',
        category: 'Notes',
        url: 'https://otter.example/',
        description: 'It takes notes.',
        reviews: [{ panelist: 'skeptic', verdict: 'ship', quote: 'Fine.', reviewedOn: '2026-11-02' }],
      },
    ]);
    expect(made.questions.map(({ path, asks }) => [path, asks])).toEqual([
      ['$.tools[0].tagline', expect.any(String)],
      ['$.tools[0].price', expect.stringContaining('offers Otter & Co at 0')],
    ]);
  });
});

describe('a page that means no good', () => {
  it.each([
    ['nothing', '', 0],
    ['no tools', jsonLd({ '@type': 'Recipe', name: 'Soup' }), 0],
    ['broken JSON', '<script type="application/ld+json">{"@type": "Product",</script>', 1],
    ['a script that is none', '<script>{"@type": "Product", "name": "A"}</script>', 0],
  ])('of %s gives no tool', (_what, html, broken) => {
    expect(read(html)).toMatchObject({ catalogue: { panel: [], tools: [] }, questions: [], broken });
  });

  it('nests as deep as it likes', () => {
    const deep = `${'<div itemscope itemtype="http://schema.org/Product" itemprop="review">'.repeat(20_000)}x`;
    const json = `<script type="application/ld+json">${'[{"review":'.repeat(4_000)}1${'}]'.repeat(4_000)}</script>`;
    expect(read(deep + json + '<div>'.repeat(100_000)).catalogue.tools.length).toBeLessThan(50);
  });

  it('names its things as it likes: what comes out is text, and odd fields are no fields', () => {
    const html = jsonLd({
      '@type': 'Product',
      name: '</script><b>__proto__\u0000',
      constructor: { name: 'x' },
      __proto__: 1,
    });
    expect(read(html.replace('</script><b>', '\\u003c/script>\\u003cb>')).catalogue.tools).toMatchObject([
      { name: '</script><b>__proto__', slug: 'script-b-proto' },
    ]);
  });
});

describe('a page in another encoding', () => {
  it.each([
    ['text/html; charset=windows-1252', '<p>é', 'latin1', '<p>é'],
    ['text/html', '<meta charset="iso-8859-1"><p>é', 'latin1', '<meta charset="iso-8859-1"><p>é'],
    ['text/html; charset=klingon', '<p>é', 'utf8', '<p>é'],
    ['', '\ufeff<p>é', 'utf8', '<p>é'],
  ] as const)('is read as it says: %s', (type, html, encoding, text) => {
    expect(pageText(Buffer.from(html, encoding), type)).toBe(text);
  });
});

describe('what was filled in', () => {
  it('makes a catalogue', () => {
    const { catalogue } = read(
      jsonLd({ '@type': 'Product', name: 'A', description: 'd', category: 'c', review }),
    );
    const [tool] = catalogue.tools;
    expect(checkCatalogue({ ...catalogue, tools: [{ ...tool, tagline: 't' }] }, 'x').kind).toBe('loaded');
  });
});
