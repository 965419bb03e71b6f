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

/** Decimals up to which an amount is printed as it is. */
const DECIMALS = 6;

/** `$1,200`, `€9.50`, `$0.002`: whole amounts without decimals, small ones with as many as they need. */
export function amountLabel({ amount, currency }: Pick<Money, 'amount' | 'currency'>): string {
  const format =
    formats.get(currency) ??
    new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      maximumFractionDigits: DECIMALS,
      trailingZeroDisplay: 'stripIfInteger',
    });
  formats.set(currency, format);
  return format.format(amount);
}

/** What six decimals cannot show is told of a million, as sellers of tokens do; or by its first digits. */
function moneyLabel(money: Money): string {
  const { amount, currency, per } = money;
  if (amount < 0.001 && Number(amount.toFixed(DECIMALS)) !== amount) {
    if (per === 'usage') return `${amountLabel({ amount: amount * 1e6, currency })} per million uses`;
    const tiny = new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumSignificantDigits: 3 });
    return `${tiny.format(amount)}${PER[per]}`;
  }
  return `${amountLabel(money)}${PER[money.per]}`;
}
