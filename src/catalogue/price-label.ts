import type { Words } from '../words/words.ts';
import type { Money, Price } from './tool.ts';

/** The price as shown to readers: five kinds of string that are never mistaken for one another. */
export function priceLabel(price: Price, words: Words): string {
  switch (price.kind) {
    case 'free':
      return words.say('prices.free');
    case 'free_tier':
      return price.from
        ? words.say('prices.free-tier-from', { price: moneyLabel(price.from, words) })
        : words.say('prices.free-tier');
    case 'paid':
      return price.from
        ? words.say('prices.from', { price: moneyLabel(price.from, words) })
        : words.say('prices.paid');
    case 'unknown':
      return '—';
  }
}

/** Decimals up to which an amount is printed as it is. */
const DECIMALS = 6;

/** `$1,200`, `€9.50`, `$0.002`: whole amounts without decimals, small ones with as many as they need. */
export function amountLabel({ amount, currency }: Pick<Money, 'amount' | 'currency'>, words: Words): string {
  return formatOf(words.language, currency).format(amount);
}

/** What six decimals cannot show is told of a million, as sellers of tokens do; or by its first digits. */
function moneyLabel(money: Money, words: Words): string {
  const { amount, currency, per } = money;
  const isTiny = amount < 0.001 && Number(amount.toFixed(DECIMALS)) !== amount;
  if (isTiny && per === 'usage')
    return words.say('prices.per-million', {
      amount: amountLabel({ amount: amount * 1e6, currency }, words),
    });
  const shown = isTiny ? tinyLabel(money, words) : amountLabel(money, words);
  return words.say(`prices.per.${per}`, { amount: shown });
}

function tinyLabel({ amount, currency }: Money, { language }: Words): string {
  const tiny = new Intl.NumberFormat(language, { style: 'currency', currency, maximumSignificantDigits: 3 });
  return tiny.format(amount);
}

/** By language and currency; to make one takes a hundred times as long as to use it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: string, currency: string): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      maximumFractionDigits: DECIMALS,
      trailingZeroDisplay: 'stripIfInteger',
    });
  formats.set(key, format);
  return format;
}
