/** What a request as a whole, or one event of a batch, is refused with. Never thrown away silently. */
export interface Problem {
  /** Stable, for programs: `unknown_key`, `bad_value`, ... */
  code: string;
  /** JSON pointer into the body; empty when the request itself is at fault. */
  path: string;
  /** One plain sentence for the person who reads the log. */
  message: string;
}

/** A refusal of the whole request. Fastify's error handler turns it into `{ error: Problem }`. */
export class CollectorError extends Error {
  readonly statusCode: number;
  readonly problem: Problem;

  constructor(statusCode: number, code: string, message: string, path = '') {
    super(message);
    this.name = 'CollectorError';
    this.statusCode = statusCode;
    this.problem = { code, path, message };
  }
}
