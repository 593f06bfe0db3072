import { parse, type HTMLElement } from 'node-html-parser';

/** A page as a visitor without JavaScript has it. */
export class Page {
  private readonly root: HTMLElement;

  constructor(
    readonly url: string,
    readonly status: number,
    readonly html: string,
  ) {
    this.root = parse(html);
  }

  get heading(): string {
    return (this.root.querySelector('h1')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  }

  get text(): string {
    return this.root.textContent.replaceAll(/\s+/g, ' ').trim();
  }

  /** The form that has a field of this name, or the first one that posts. */
  form(field?: string): Form {
    const forms = this.root
      .querySelectorAll('form')
      .filter((f) => (f.getAttribute('method') ?? '').toLowerCase() === 'post');
    const found = field ? forms.find((f) => f.querySelector(`[name="${field}"]`)) : forms[0];
    if (!found)
      throw new Error(
        `no form ${field ? `with ${field} ` : ''}at ${this.url} (${this.status}): ${this.text.slice(0, 300)}`,
      );
    return new Form(new URL(found.getAttribute('action') ?? '', this.url).href, found);
  }

  has(field: string): boolean {
    return this.root.querySelector(`[name="${field}"]`) !== null;
  }
}

export class Form {
  constructor(
    readonly action: string,
    private readonly element: HTMLElement,
  ) {}

  /** Values of hidden fields. */
  hidden(): [string, string][] {
    return this.element
      .querySelectorAll('input[type="hidden"]')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']);
  }

  /** Values offered by radios, boxes or buttons of a name. */
  offers(name: string): string[] {
    return this.element.querySelectorAll(`[name="${name}"]`).map((input) => input.getAttribute('value') ?? '');
  }
}

/** Somebody with a browser that has cookies and no JavaScript. */
export class Visitor {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly headers: Record<string, string> = {}) {}

  /** What she would send as her Cookie header. */
  get cookie(): string {
    return [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
  }

  get(url: string): Promise<Page> {
    return this.go(url, { method: 'GET' });
  }

  /** Sends a form with its hidden fields and what she filled in. */
  submit(page: Page, fields: Record<string, string | string[]>, by?: string): Promise<Page> {
    const form = page.form(by);
    const body = new URLSearchParams(form.hidden());
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.go(form.action, { method: 'POST', body });
  }

  post(url: string, fields: Record<string, string>): Promise<Page> {
    return this.go(url, { method: 'POST', body: new URLSearchParams(fields) });
  }

  private async go(url: string, init: RequestInit): Promise<Page> {
    let at = url;
    let request = init;
    for (let hop = 0; hop < 10; hop++) {
      const answer = await fetch(at, {
        ...request,
        redirect: 'manual',
        headers: {
          ...this.headers,
          accept: 'text/html',
          cookie: this.cookie,
        },
      });
      for (const cookie of answer.headers.getSetCookie()) this.keep(cookie);
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || !location)
        return new Page(at, answer.status, await answer.text());
      await answer.body?.cancel();
      at = new URL(location, at).href;
      request = { method: 'GET' };
    }
    throw new Error(`too many redirects from ${url}`);
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const gone =
      value === '' || attributes.some((a) => /^\s*max-age=0$/i.test(a) || /^\s*expires=Thu, 01 Jan 1970/i.test(a));
    if (gone) this.cookies.delete(name.trim());
    else this.cookies.set(name.trim(), value);
  }
}
