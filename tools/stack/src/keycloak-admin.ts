import type { Login } from './kafka-admin.js';

/** Keycloak's admin REST API with a token of the master realm's administrator. Throws on every status but 2xx and 404. */
export class KeycloakAdmin {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn(url: string, { username, password }: Login): Promise<KeycloakAdmin> {
    const body = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', username, password });
    const answer = await fetch(`${url}/realms/master/protocol/openid-connect/token`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`Keycloak refused the administrator: ${answer.status} ${await answer.text()}`);
    const { access_token } = (await answer.json()) as { access_token: string };
    return new KeycloakAdmin(url, access_token);
  }

  /** The resource, or undefined where there is none. */
  async get<T>(path: string): Promise<T | undefined> {
    const answer = await this.send('GET', path);
    return answer.status === 404 ? undefined : ((await answer.json()) as T);
  }

  async list<T>(path: string): Promise<T[]> {
    return (await this.get<T[]>(path)) ?? [];
  }

  async post(path: string, body: unknown): Promise<void> {
    await this.send('POST', path, body);
  }

  async put(path: string, body?: unknown): Promise<void> {
    await this.send('PUT', path, body);
  }

  async delete(path: string, body?: unknown): Promise<void> {
    await this.send('DELETE', path, body);
  }

  private async send(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${this.url}/admin/realms${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.ok || (method === 'GET' && answer.status === 404)) return answer;
    throw new Error(`Keycloak: ${method} ${path} answered ${answer.status} ${await answer.text()}`);
  }
}
