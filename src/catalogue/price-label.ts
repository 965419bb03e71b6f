import type { Money, Price } from './tool.ts';

const PER = { month: '/mo', seat_month: '/seat/mo', once: ' once', usage: ' by usage' } as const;

/** The price as shown to readers: five kinds of string that are never mistaken for one another. */
export function priceLabel(price: Price): string {
  switch (price.kind) {
    case 'free':
      return 'Free';
    case 'free_tier':
      return price.from ? `Free tier · paid from ${moneyLabel(price.from)}` : 'Free tier';
    case 'paid':
      return price.from ? `From ${moneyLabel(price.from)}` : 'Paid';
    case 'unknown':
      return '—';
  }
}

/** By currency; to make one takes a hundred times as long as to use it. */
const formats = new Map<string, Intl.NumberFormat>();

/** `$1,200`, `€9.50`, `$0.002`: whole amounts without decimals, small ones with as many as they need. */
export function amountLabel({ amount, currency }: Pick<Money, 'amount' | 'currency'>): string {
  const format =
    formats.get(currency) ??
    new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      maximumFractionDigits: 6,
      trailingZeroDisplay: 'stripIfInteger',
    });
  formats.set(currency, format);
  return format.format(amount);
}

function moneyLabel(money: Money): string {
  return `${amountLabel(money)}${PER[money.per]}`;
}
