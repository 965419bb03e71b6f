/** One HTTP answer of SES. */
export interface SesAnswer {
  readonly status: number;
  /** As JSON, unless it is text. */
  readonly body: unknown;
  /** The API's name for an error. */
  readonly error?: string;
}

export const yes = (body: unknown): SesAnswer => ({ status: 200, body });

/** As the API words it, with its name in a header. */
export const no = (status: number, error: string, message: string): SesAnswer => ({
  status,
  error,
  body: { message },
});

export const PAUSED = no(
  400,
  'SendingPausedException',
  'Email sending is currently paused for your account.',
);
export const SUSPENDED = no(400, 'AccountSuspendedException', 'Your account has been suspended.');
export const TOO_FAST = no(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
export const USED_UP = no(429, 'TooManyRequestsException', 'Daily message quota exceeded.');

export const notVerified = (address: string): string =>
  `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${address}`;
