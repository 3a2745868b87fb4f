/** Money is whole cents of euro everywhere; only these functions turn it into text and back. */

const kExact = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const kRounded = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});

/** `€1,240.50` */
export function money(cents: number): string {
  return kExact.format(cents / 100);
}

/** `€1,241` */
export function wholeMoney(cents: number): string {
  return kRounded.format(cents / 100);
}

/** `€12k`, for chart axes. */
export function axisMoney(cents: number): string {
  const euros = cents / 100;
  return Math.abs(euros) >= 1000 ? `€${Math.round(euros / 100) / 10}k` : `€${Math.round(euros)}`;
}

/** Cents from what a person typed, with a comma or a point; NaN when it is not an amount. */
export function parseMoney(text: string): number {
  const plain = text.trim().replace(/[€\s]/g, '').replace(',', '.');
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : Number.NaN;
}
