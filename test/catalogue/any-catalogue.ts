import fc from 'fast-check';

/** A right text of one line, odd letters included. */
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'Word', 'Two words', ' padded ', 'ünï', '𝒜 letter', '„Ja“') },
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter(isRightLine),
);
const optionalLine = fc.oneof(line, fc.constant(''), fc.constant('  '));
const prose = fc.oneof(line, fc.constant('Two\nlines.\r\n\tAnd a tab.'));
const date = fc
  .date({ min: new Date('1999-12-20T00:00Z'), max: new Date('2032-03-05T00:00Z'), noInvalidDate: true })
  .map(day => day.toISOString().slice(0, 10));
const url = fc.constantFrom(
  '',
  'https://example.com',
  'HTTP://example.com/a?b=1#c@d',
  'https://exämple.de/ü@',
  'https://[2001:4860::1]:8080/',
);
const money = fc.record({
  amount: fc.double({ min: 0, max: 1e9, minExcluded: true, noNaN: true }),
  currency: fc.constantFrom('USD', 'EUR', 'JPY', 'CHF'),
  per: fc.constantFrom('month', 'seat_month', 'once', 'usage'),
});
const price = fc.oneof(
  fc.record({ kind: fc.constantFrom('free', 'unknown') }),
  fc.record({ kind: fc.constantFrom('free_tier', 'paid'), from: money }, { requiredKeys: ['kind'] }),
);
const PANEL = ['builder', 'skeptic', 'founder'];

const reviews = fc.subarray(PANEL).chain(ids =>
  fc.tuple(
    ...ids.map(panelist =>
      fc.record(
        {
          $comment: line,
          panelist: fc.constant(panelist),
          verdict: fc.constantFrom('ship', 'skip'),
          quote: prose,
          pull: optionalLine,
          reviewedOn: date,
        },
        { requiredKeys: ['panelist', 'verdict', 'quote'] },
      ),
    ),
  ),
);

function tool(slug: string) {
  return fc.record(
    {
      $comment: line,
      slug: fc.constant(slug),
      name: line,
      maker: optionalLine,
      tagline: line,
      pickWhen: fc.oneof(optionalLine, fc.constant('𝒜'.repeat(90))),
      description: prose,
      category: line,
      tags: fc.array(line, { maxLength: 3 }),
      url,
      price,
      priceCheckedOn: date,
      addedOn: date,
      family: optionalLine,
      affiliation: fc.constantFrom('official', 'community', 'unknown'),
      note: optionalLine,
      popularity: fc.double({ min: 0, max: 1, noNaN: true }),
      status: fc.constantFrom('active', 'banned', 'retired'),
      reviews,
    },
    {
      requiredKeys: ['slug', 'name', 'tagline', 'description', 'category', 'price', 'addedOn', 'reviews'],
    },
  );
}

/** Any right catalogue file, as JSON.parse gives it. */
export const anyCatalogue = fc
  .record(
    {
      $schema: fc.constant('./catalogue.schema.json'),
      $comment: line,
      panel: fc.tuple(...PANEL.map(id => fc.record({ id: fc.constant(id), role: line, name: line }))),
      sample: fc.boolean(),
      tools: fc
        .uniqueArray(fc.constantFrom('a', 'b-2', 'c.d_e', 'versus-1', 'x-vsx'), { maxLength: 3 })
        .chain(slugs => fc.tuple(...slugs.map(tool))),
    },
    { requiredKeys: ['panel', 'tools'] },
  )
  .map(file => JSON.parse(JSON.stringify(file)) as unknown);

function isRightLine(text: string): boolean {
  return text.isWellFormed() && text.trim() !== '' && !/[\p{Cc}\u2028\u2029]/u.test(text);
}
