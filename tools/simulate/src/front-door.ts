import type { DeliverySettings } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';

/** Base URLs of the platform's front doors. */
export interface Doors {
  readonly caseIntake: string;
  readonly surveyDelivery: string;
  readonly survey: string;
  readonly reporting: string;
}

/** A person or a system at an API, with a token of its own. */
export class Caller {
  constructor(
    readonly user: string,
    private readonly base: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  /** Sends and insists on success; a refusal is thrown with the problem's own words. */
  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    // Where sign-in cannot be checked the answer says that nothing was changed and to try again: that alone is tried again.
    const answered = await eventually(async () => {
      const answer = await this.send(method, path, body === undefined ? undefined : JSON.stringify(body));
      const text = await answer.text();
      const refused = answer.ok ? undefined : new Refused(`${this.user}: ${method} ${path}`, answer.status, text);
      if (refused?.code === 'sign-in-unavailable') throw refused;
      return { text, refused };
    });
    if (answered.refused) throw answered.refused;
    return (answered.text === '' ? undefined : JSON.parse(answered.text)) as T;
  }

  async send(method: string, path: string, body?: string, type = 'application/json'): Promise<Response> {
    const headers = { authorization: `Bearer ${await tokenFor(this.user)}`, accept: 'application/json' };
    return fetch(this.base + path, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': type },
      ...(body !== undefined && { body }),
    });
  }
}

/** Changes settings of Victim Support as two people do: one proposes, another approves. */
export async function agreeOnSettings(
  { surveyDelivery }: Pick<Doors, 'surveyDelivery'>,
  changes: Partial<DeliverySettings>,
  reason: string,
): Promise<void> {
  const proposed = await new Caller('vs-lead-1', surveyDelivery).post<{ proposalId: string }>(
    '/v1/settings/proposals',
    {
      changes,
      reason,
    },
  );
  await new Caller('safeguarding-1', surveyDelivery).post(`/v1/settings/proposals/${proposed.proposalId}/approve`);
}

export class Refused extends Error {
  constructor(
    what: string,
    readonly status: number,
    readonly body: string,
  ) {
    super(`${what}: ${status} ${body.slice(0, 500)}`);
  }

  get code(): string {
    try {
      const problem = JSON.parse(this.body) as { code?: string; type?: string };
      return problem.code ?? problem.type ?? '';
    } catch {
      return '';
    }
  }
}
