/** Somebody with a browser without JavaScript: cookies, forms, redirects. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  path = '';
  html = '';
  status = 0;
  headers = new Headers();
  /** Each has a network of its own, so that the wrong guesses of one do not slow the others down. */
  readonly address = Array.from({ length: 3 }, () => Math.floor(Math.random() * 250) + 1).join('.') + '.1';

  constructor(private readonly url: string) {}

  async get(path: string): Promise<this> {
    return this.follow(path, { method: 'GET' });
  }

  /** Posts the page's form with its hidden fields. */
  async post(path: string, fields: Record<string, string | readonly string[]> = {}): Promise<this> {
    const body = this.form();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.follow(path, { method: 'POST', body });
  }

  async send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(this.url + path, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: this.cookie, 'x-forwarded-for': this.address, ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value === '' || /expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  get cookie(): string {
    return [...this.cookies].map((pair) => pair.join('=')).join('; ');
  }

  /** What the page's forms carry without being asked, with other fields. */
  form(fields: Record<string, string> = {}): URLSearchParams {
    const hidden = [...this.html.matchAll(/<input type="hidden" name="(?!from)([^"]+)" value="([^"]*)"/g)];
    return new URLSearchParams({
      ...Object.fromEntries(hidden.map(([, name, value]) => [name!, value!])),
      ...fields,
    });
  }

  get heading(): string {
    return (/<h1[^>]*>(?:<label[^>]*>)?([^<]*)/.exec(this.html)?.[1] ?? '').trim();
  }

  get text(): string {
    return this.html
      .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
  }

  offers(name: string): string[] {
    return [...this.html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map((found) => found[1]!);
  }

  private async follow(path: string, init: RequestInit): Promise<this> {
    let response = await this.send(path, init);
    this.path = path;
    for (let hop = 0; response.status === 303 && hop < 5; hop += 1) {
      const next = new URL(response.headers.get('location')!, this.url);
      this.path = next.pathname;
      if (next.origin !== this.url) break;
      await response.body?.cancel();
      response = await this.send(next.pathname + next.search, { method: 'GET' });
    }
    this.status = response.status;
    this.headers = response.headers;
    this.html = await response.text();
    return this;
  }
}

/** Opens by link and word, agrees, and stands on the first question. */
export async function opened(url: string, { token, word }: { token: string; word: string }): Promise<Visitor> {
  const visitor = new Visitor(url);
  await visitor.get(`/l/${token}`);
  await visitor.post(`/l/${token}`, { word });
  await visitor.post('/start', { answer: 'yes' });
  if (visitor.path === '/agree') await visitor.post('/agree', { answer: 'agree' });
  return visitor;
}

/** Answers every page with what `choose` says (undefined: skip) until the check page. */
export async function answerAll(
  visitor: Visitor,
  choose: (place: number, offered: string[]) => string | undefined,
): Promise<Visitor> {
  for (let step = 0; step < 60 && visitor.path !== '/check'; step += 1) {
    const place = Number(visitor.path.split('/').at(-1));
    const answer = choose(place, visitor.offers('answer'));
    await visitor.post(visitor.path, answer === undefined ? { action: 'skip' } : { action: 'continue', answer });
  }
  return visitor;
}
