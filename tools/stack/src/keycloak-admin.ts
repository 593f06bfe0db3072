import type { Login } from './kafka-admin.js';

/** Keycloak's admin REST API with a token of the master realm's administrator. Throws on every status but 2xx and 404. */
export class KeycloakAdmin {
  private token = '';

  private constructor(
    private readonly url: string,
    private readonly login: Login,
  ) {}

  static async signIn(url: string, login: Login): Promise<KeycloakAdmin> {
    const admin = new KeycloakAdmin(url, login);
    await admin.renew();
    return admin;
  }

  private async renew(): Promise<void> {
    const { url } = this;
    const { username, password } = this.login;
    const body = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', username, password });
    const answer = await fetch(`${url}/realms/master/protocol/openid-connect/token`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`Keycloak refused the administrator: ${answer.status} ${await answer.text()}`);
    this.token = ((await answer.json()) as { access_token: string }).access_token;
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
    const ask = () =>
      fetch(`${this.url}/admin/realms${path}`, {
        method,
        headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    let answer = await ask();
    if (answer.status === 401) {
      // A token lives for a minute, and a busy machine needs longer for the whole realm.
      await this.renew();
      answer = await ask();
    }
    if (answer.ok || (method === 'GET' && answer.status === 404)) return answer;
    throw new Error(`Keycloak: ${method} ${path} answered ${answer.status} ${await answer.text()}`);
  }
}
