/**
 * Small HTML pages for people who open an address that a terminal or a mail shows. They have one style sheet and no
 * script.
 * @module
 */

import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

const STYLE = `body{font:18px/1.5 system-ui,sans-serif;max-width:70ch;margin:24px auto;padding:0 16px;color:#1a1a1a;background:#fcfcfa}
article{border-top:1px solid #777;padding:16px 0}pre,code{white-space:pre-wrap;overflow-wrap:anywhere}pre{font:inherit}
li{margin:8px 0}input,button{font:inherit;color:inherit;padding:8px;border:1px solid #1a1a1a;background:#fff}
a:focus,input:focus,button:focus{outline:3px solid #1a1a1a}`;

const policy = (formAction: "'none'" | "'self'"): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ].join('; ');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found]!);

export interface Page {
  /** Title, as plain text. */
  readonly title: string;
  /** HTML of the main element, with its heading. */
  readonly main: string;
  /** Whether the page has a form, which may submit only to this server. */
  readonly form?: boolean;
}

export function sendPage(reply: FastifyReply, { title, main, form = false }: Page): FastifyReply {
  return reply
    .header('content-security-policy', policy(form ? "'self'" : "'none'"))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="es">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>
${main}
</main></body>
</html>
`);
}
