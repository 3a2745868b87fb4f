import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { CollectorError } from './collector_error.ts';

/** One tenant: what its pages write with, what its people read with, and where its pages live. */
export interface CollectorKey {
  /** Public: it stands in every page. */
  write: string;
  /** Secret: it opens Insights and deletion. Send it as `Authorization: Bearer`. */
  read: string;
  /**
   * Origins that may post, such as `https://app.example.com`; `self` is the collector's own origin,
   * `*` is any. A request without an `Origin` header comes from no browser page and passes.
   */
  origins: readonly string[];
}

/** Says who may do what. Holds no state. */
export interface Access {
  /** Whether any tenant's pages live at this origin; CORS headers are for those only. */
  originKnown(request: FastifyRequest, origin: string): boolean;
  /** The write keys this request may use, of those that were asked for. */
  writeKeys(request: FastifyRequest, asked: ReadonlySet<string>): ReadonlySet<string>;
  /** The tenant the request may read and delete; refuses with 401. */
  readKey(request: FastifyRequest): CollectorKey;
}

/** Compares without telling by its duration how much was right. */
function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function originAllowed(key: CollectorKey, request: FastifyRequest, origin: string): boolean {
  return key.origins.some(
    (allowed) =>
      allowed === '*' ||
      allowed === origin ||
      (allowed === 'self' && origin === `${request.protocol}://${request.host}`),
  );
}

function checkKeys(keys: readonly CollectorKey[]): void {
  for (const key of keys) {
    if (!/^[\w.-]{1,64}$/.test(key.write)) {
      throw new RangeError(`A write key is 1 to 64 letters, digits, ".", "_" or "-": ${key.write}`);
    }
    if (key.read.length < 16) {
      throw new RangeError(`The read key of "${key.write}" is shorter than 16 characters.`);
    }
  }
  if (new Set(keys.map((key) => key.write)).size !== keys.length) {
    throw new RangeError('Two tenants have the same write key.');
  }
  if (new Set(keys.map((key) => key.read)).size !== keys.length) {
    throw new RangeError('Two tenants have the same read key.');
  }
}

/** Checks the keys once, at start, and answers for every request after that. */
export function createAccess(keys: readonly CollectorKey[]): Access {
  checkKeys(keys);
  return {
    originKnown: (request, origin) => keys.some((key) => originAllowed(key, request, origin)),
    writeKeys: (request, asked) => {
      const known = keys.filter((key) => asked.has(key.write));
      if (known.length === 0) {
        throw new CollectorError(
          401,
          'unknown_key',
          'The write key is missing or unknown. It is the last segment of an event\'s "source".',
        );
      }
      const { origin } = request.headers;
      const allowed = known.filter(
        (key) => origin === undefined || originAllowed(key, request, origin),
      );
      if (allowed.length === 0) {
        throw new CollectorError(
          403,
          'origin_refused',
          `${origin} is not on the origin list of this write key.`,
        );
      }
      return new Set(allowed.map((key) => key.write));
    },
    readKey: (request) => {
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const key = keys.find((candidate) => sameSecret(candidate.read, given));
      if (!key) {
        throw new CollectorError(
          401,
          'unknown_read_key',
          'Send the read key as "Authorization: Bearer <read key>".',
        );
      }
      return key;
    },
  };
}
