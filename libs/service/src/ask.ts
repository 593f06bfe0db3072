export interface Asking extends Omit<RequestInit, 'redirect' | 'signal'> {
  readonly timeoutMs: number;
}

/**
 * Sends a request to an address of our settings: the one way in which a service speaks to anybody over HTTP. An answer that leads
 * elsewhere is an error, so whoever answers there cannot send us to what only we reach; so is one that takes longer than `timeoutMs`.
 */
export function ask(url: string | URL, { timeoutMs, ...request }: Asking): Promise<Response> {
  return fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
}
