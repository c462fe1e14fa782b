/** `$0.031`, `$2.00`; less than a tenth of a cent is not rounded to nothing. */
export function formatDollars(amount: number): string {
  if (amount > 0 && amount < 0.001) return '<$0.001';
  return `$${amount.toFixed(amount < 0.1 ? 3 : 2)}`;
}
