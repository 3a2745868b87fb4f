/** Rows as CSV (RFC 4180). A leading `=`, `+`, `-` or `@` is quoted away, so that no spreadsheet runs a customer's name. */
export function csv(rows: (string | number)[][]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'string' && /^[=+\-@]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
