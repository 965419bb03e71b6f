import { expect, test } from 'vitest';
import { priceLabel } from '../../src/catalogue/price-label.ts';
import type { Money, Price } from '../../src/catalogue/tool.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';

const from = (amount: number, per: Money['per'] = 'month', currency = 'USD'): Money => ({
  amount,
  currency,
  per,
});

const LABELS: [Price, string][] = [
  [{ kind: 'free' }, 'Free'],
  [{ kind: 'unknown' }, '—'],
  [{ kind: 'free_tier' }, 'Free tier'],
  [{ kind: 'free_tier', from: from(20) }, 'Free tier · paid from $20/mo'],
  [{ kind: 'free_tier', from: from(0.1, 'usage') }, 'Free tier · paid from $0.10 by usage'],
  [{ kind: 'paid' }, 'Paid'],
  [{ kind: 'paid', from: from(10) }, 'From $10/mo'],
  [{ kind: 'paid', from: from(59, 'seat_month') }, 'From $59/seat/mo'],
  [{ kind: 'paid', from: from(5, 'once') }, 'From $5 once'],
  [{ kind: 'paid', from: from(0.002, 'usage') }, 'From $0.002 by usage'],
  [{ kind: 'paid', from: from(9.99) }, 'From $9.99/mo'],
  [{ kind: 'paid', from: from(1_200) }, 'From $1,200/mo'],
  [{ kind: 'paid', from: from(9.5, 'month', 'EUR') }, 'From €9.50/mo'],
  [{ kind: 'paid', from: from(1_000, 'month', 'JPY') }, 'From ¥1,000/mo'],
  [{ kind: 'paid', from: from(12, 'month', 'CAD') }, 'From CA$12/mo'],
];

test.each(LABELS)('%j is shown as %s', (price, label) => {
  expect(priceLabel(price, HOUSE_WORDS)).toBe(label);
});
