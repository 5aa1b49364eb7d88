/** Pages for people who open the address of the voting process or of the board in a browser. @module */

import type { FastifyRequest } from 'fastify';
import type { App } from '../shared/http/app.ts';
import { escapeHtml, sendPage } from '../shared/http/page.ts';
import type { Sentence } from '../api/schemas.ts';

interface FrontOptions {
  /** Title of the election. */
  readonly title: Sentence;
  /** Whether the voters' page and the check page are served here. */
  readonly booth: boolean;
}

/**
 * Registers `/` and `/board/`, which link to the other pages and say how to verify. All other information is on the
 * board.
 */
export function frontPages(app: App, { title, booth }: FrontOptions): void {
  const schema = { hide: true };
  app.get('/', { schema }, (request, reply) =>
    sendPage(reply, { title: title.es, main: frontMain(title, booth, boardAddress(request)) }),
  );
  app.get('/board/', { schema }, (request, reply) =>
    sendPage(reply, { title: `Pizarra: ${title.es}`, main: boardMain(title, boardAddress(request)) }),
  );
  app.get('/board', { schema }, (_request, reply) => reply.redirect('/board/', 308));
}

/** Returns the board's address as the browser has it. An invalid host is not repeated in the page. */
function boardAddress({ protocol, host }: FastifyRequest): string {
  return /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host)
    ? `${protocol}://${host}/board`
    : 'https://…/board';
}

const link = (address: string, { es, en }: Sentence): string =>
  `<li><a href="${address}">${es}</a> / <a lang="en" href="${address}">${en}</a></li>`;

const bothTitles = ({ es, en }: Sentence): string =>
  `<h1>${escapeHtml(es)}</h1>\n<p lang="en">${escapeHtml(en)}</p>`;

const verify = (board: string): string => `<p><code>npm run verify -- ${escapeHtml(board)}</code></p>`;

const frontMain = (title: Sentence, booth: boolean, board: string): string => `${bothTitles(title)}
<ul>
${booth ? `${link('/booth/', { es: 'Casilla: votar', en: 'Booth: vote' })}\n${link('/booth/check.html', { es: 'Comprobar una boleta', en: 'Check a ballot' })}` : ''}
${link('/board/', { es: 'Pizarra pública', en: 'Public board' })}
</ul>
<p>Para votar hace falta el enlace que llegó por correo: ábralo ahí.</p>
<p lang="en">To vote you need the link that came by mail: open it there.</p>
<p>Cualquiera puede volver a calcular la elección con el verificador:</p>
<p lang="en">Anybody can recompute the election with the verifier:</p>
${verify(board)}`;

const boardMain = (title: Sentence, board: string): string => `${bothTitles(title)}
<p>Esta es la pizarra pública: todo lo que se vota y se cuenta está aquí, cifrado y firmado, en archivos para programas. Solo crece: nada se borra ni se cambia.</p>
<p lang="en">This is the public board: all that is cast and counted is here, encrypted and signed, in files for programs. It only grows: nothing is removed or changed.</p>
<p>El verificador la lee entera y vuelve a calcular todo (mientras se vota, con <code>--so-far</code>):</p>
<p lang="en">The verifier reads all of it and recomputes everything (while people vote, with <code>--so-far</code>):</p>
${verify(board)}
<ul>
${link('/', { es: 'Inicio', en: 'Start' })}
</ul>`;
