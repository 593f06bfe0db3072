import { createHash } from 'node:crypto';
import type { Response } from 'express';

/**
 * Lets exactly the style elements of a fragment apply: the page's policy names each by its hash, so that a style
 * which came from anywhere else still does nothing.
 */
export function allowStylesOf(fragment: string, response: Response): void {
  const hashes = [...fragment.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
    ([, css]) => `'sha256-${createHash('sha256').update(css!).digest('base64')}'`,
  );
  const policy = String(response.getHeader('content-security-policy') ?? '');
  if (hashes.length > 0) {
    response.setHeader(
      'content-security-policy',
      policy.replace(/style-src 'self'/, `style-src 'self' ${hashes.join(' ')}`),
    );
  }
}
