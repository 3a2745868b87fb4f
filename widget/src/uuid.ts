// UUIDv7 (RFC 9562): time first, so ids sort by when things happened. Within one document they also
// sort by call order: equal milliseconds count up in the 12 bits behind the time.

let lastMs = -1;
let sequence = 0;

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** A new UUIDv7 of that instant. */
export function uuidV7(now_ms: number): string {
  const ms = Math.max(0, Math.floor(now_ms));
  const random = crypto.getRandomValues(new Uint8Array(10));
  // A fresh millisecond starts low, so that there is room to count up.
  sequence = ms === lastMs ? sequence + 1 : ((random[8] ?? 0) << 2) | ((random[9] ?? 0) & 3);
  lastMs = ms;
  const time = hex(ms, 12).slice(-12);
  const rest = Array.from(random.subarray(0, 8), (byte) => hex(byte, 2)).join('');
  const variant = hex(0x8 | (parseInt(rest.slice(0, 1), 16) & 0x3), 1);
  return (
    `${time.slice(0, 8)}-${time.slice(8)}-7${hex(sequence & 0xfff, 3)}-` +
    `${variant}${rest.slice(1, 4)}-${rest.slice(4, 16)}`
  );
}
