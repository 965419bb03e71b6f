import { neverConnected } from './http-pool.ts';
import { masked } from './masked.ts';
import { isUntrusted } from './smtp-answer.ts';

/** Why an attempt brought no yes. */
export interface SesFault {
  /** The API's own name for it, `MessageRejected`; else what the SDK or Node calls it. */
  readonly name: string;
  /** Without addresses. */
  readonly message: string;
  /** Of the HTTP answer; null when there was none. */
  readonly status: number | null;
  /** Whether it is the API that speaks, and not something before it. */
  readonly isFromApi: boolean;
  /** Before that nobody can have taken anything. */
  readonly isHandedOver: boolean;
  /** No connection came about, so not a byte left this machine. */
  readonly isUnconnected: boolean;
  /** Our own patience ended. */
  readonly isAborted: boolean;
}

/** @throws what is no error at all */
export function sesFault(
  thrown: unknown,
  { isHandedOver, isAborted }: Pick<SesFault, 'isHandedOver' | 'isAborted'>,
): SesFault {
  if (!(thrown instanceof Error)) throw thrown;
  const { status, headers } = responseOf(thrown);
  const hasName = headers['x-amzn-errortype'] !== undefined || isNamed(thrown);
  return {
    name: thrown.name.replace(/[:#].*$/, ''),
    message: masked([codeOf(thrown), thrown.message].filter(Boolean).join(' ')),
    status,
    isFromApi: hasName && headers['x-amzn-requestid'] !== undefined,
    isHandedOver,
    isUnconnected: isUnconnected(thrown),
    isAborted,
  };
}

interface Response {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What the SDK keeps of the answer, whatever it could not make of it. */
function responseOf(error: Error): Response {
  const { $response, $metadata } = error as {
    readonly $response?: { readonly statusCode?: number; readonly headers?: Response['headers'] };
    readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  };
  const { requestId } = $metadata ?? {};
  return {
    status: $response?.statusCode ?? $metadata?.httpStatusCode ?? null,
    headers: $response?.headers ?? (requestId === undefined ? {} : { 'x-amzn-requestid': requestId }),
  };
}

/** The SDK calls what it cannot name by one of these. */
function isNamed({ name }: Error): boolean {
  return !['Error', 'UnknownError', 'Unknown', 'SyntaxError', 'TypeError'].includes(name);
}

function codeOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' && !error.message.includes(code) ? code : '';
}

function isUnconnected(error: Error): boolean {
  // The SDK's words and Node's, who have no code for these.
  const isEarly = /did not establish a connection|before secure TLS connection was established/.test(
    error.message,
  );
  return isEarly || neverConnected(error) || isUntrusted(error);
}
