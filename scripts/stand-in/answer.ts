/** An HTTP answer before it is written: a string body goes out as it is, anything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error in the API's form; `name` is what tells two answers of one status apart. */
export function refusal(status: number, name: string, message: string): Answer {
  return { status, body: { statusCode: status, name, message } };
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** The name of a refusal; '' for any other answer. */
export function refusalName(answer: Answer): string {
  const { body } = answer;
  return typeof body === 'object' && body !== null && 'name' in body && answer.status >= 400
    ? String(body.name)
    : '';
}
