/** Money is whole cents of euro everywhere; only these functions turn it into text and back. */

const kExact = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const kRounded = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});

/** A real minus sign is as wide as a digit, so columns stay straight. */
function withMinus(text: string): string {
  return text.replace('-', '\u2212');
}

/** `€1,240.50` */
export function money(cents: number): string {
  return withMinus(kExact.format(cents / 100));
}

/** `€1,241` */
export function wholeMoney(cents: number): string {
  return withMinus(kRounded.format(cents / 100));
}

/** `€12k`, for chart axes. */
export function axisMoney(cents: number): string {
  const euros = cents / 100;
  const size = Math.abs(euros);
  const text = size >= 1000 ? `€${Math.round(size / 100) / 10}k` : `€${Math.round(size)}`;
  return euros < 0 ? `\u2212${text}` : text;
}

/** Cents from what a person typed, with a comma or a point; NaN when it is not an amount. */
export function parseMoney(text: string): number {
  const plain = text.trim().replace(/[€\s]/g, '').replace(',', '.');
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : Number.NaN;
}
