/**
 * Printed act, a page that a notary can sign by hand: letter size, tagged for screen readers, black on white.
 * @module
 */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import { fromHex, toHex } from '#crypto/bytes.ts';
import { sha256 } from '#crypto/transcript.ts';
import { catalogue, type Language } from '../shared/words.ts';
import type { Act } from './act.ts';
import { fingerprintOf } from './fingerprint.ts';
import { inWords, pdfWords } from './pdf-words.ts';

/** Embedded fonts, with the letters of names in every language of the country. */
const fonts = {
  plain: 'DejaVuSansCondensed',
  bold: 'DejaVuSansCondensed-Bold',
  mono: 'DejaVuSansMono',
  'mono-bold': 'DejaVuSansMono-Bold',
} as const;
const fontFolder = dirname(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/package.json')));
const fontFile = (name: string): string => join(fontFolder, 'ttf', `${name}.ttf`);

/** Margin in points (1/72 inch); the page then fits letter and A4. */
const MARGIN = 44;
const LABEL_WIDTH = 150;
const GAP = 24;
const QR_SIZE = 96;

/** Returns the PDF; `bytes` and `signature` are the act's file and the signature file beside it. */
export function printAct(
  act: Act,
  bytes: Uint8Array,
  signature: Uint8Array,
  lang: Language,
): Promise<Uint8Array> {
  const page = new ActPage(lang);
  const words = pdfWords[lang];
  const { board, key, tally, software, token } = act;
  const nameOf = (number: number): string =>
    act.participants.find((one) => one.number === number)?.name[lang] ?? `${number}`;
  page.title(`${words.act}: ${catalogue[lang].steps[act.step].title}`, act.election.title[lang]);
  page.code(`${board.origin}\n${board.size}\n${board.root}`, words.code);
  if (act.election.rehearsal) page.banner(words.rehearsal);
  page.facts([
    [words.authority, act.election.authority[lang]],
    [words.trustee, `${act.trustee.name[lang]} (${act.trustee.number})`],
    [words.at, act.at],
    [words.place, '_'.repeat(36)],
    [words.run, String(act.run)],
    ...(act.accused === null ? [] : [[words.accused, nameOf(act.accused)] as const]),
    ...(tally ? [[words.ballots, `${tally.ballots} (${inWords(tally.ballots, lang)})`] as const] : []),
  ]);
  page.fingerprint(words.manifest, fromHex(act.election.id, 32));
  if (key) page.fingerprint(words.key, fromHex(key, 32));
  page.heading(words.board);
  page.facts([
    [words.origin, board.origin],
    [words.size, `${board.size}`],
    [words.root, board.root],
    [words.witnesses, board.witnesses.join(', ')],
    [words.voids, `${board.voidEntries}`],
    ...(tally ? [[words.tally, tally.hash] as const] : []),
    [words.message, act.message],
  ]);
  page.heading(words.program);
  page.facts([
    [words.token, `${token.maker}, ${token.model}, ${token.serial}, ${token.firmware}`],
    [words.software, `${software.version}, Node ${software.node}`],
    [words.softwareHash, software.hash],
    [words.file, toHex(sha256(bytes))],
    [words.signature, toHex(signature)],
  ]);
  page.heading(words.incidents);
  page.lines(2);
  page.heading(words.signatures);
  page.signatures([
    ...act.participants.map(({ number, name }) => `${number}. ${name[lang]}`),
    words.authorityRole,
    words.notary,
    words.witness,
  ]);
  return page.end();
}

class ActPage {
  readonly #doc: PDFKit.PDFDocument;
  readonly #body: PDFKit.PDFStructureElement;
  readonly #done: Promise<Uint8Array>;

  constructor(lang: Language) {
    const options = {
      font: fontFile(fonts.plain),
      size: 'LETTER',
      margin: MARGIN,
      lang,
      tagged: true,
      displayTitle: true,
      pdfVersion: '1.5',
    };
    this.#doc = new PDFDocument(options as PDFKit.PDFDocumentOptions);
    for (const [name, file] of Object.entries(fonts)) this.#doc.registerFont(name, fontFile(file));
    this.#body = this.#doc.struct('Document');
    this.#doc.addStructure(this.#body);
    const chunks: Buffer[] = [];
    this.#doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.#done = new Promise((resolve) => {
      this.#doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    });
  }

  title(title: string, of: string): void {
    this.#doc.info.Title = `${title} · ${of}`;
    const width = this.#doc.page.width - 2 * MARGIN - QR_SIZE - 10;
    this.#tagged('H1', () => this.#doc.font('bold').fontSize(17).text(title, { width }));
    this.#tagged('P', () => this.#doc.font('plain').fontSize(11).text(of, { width }));
    this.#doc.moveDown(0.5);
  }

  banner(text: string): void {
    this.#tagged('P', () => this.#doc.font('bold').fontSize(10).text(text));
    this.#doc.moveDown(0.3);
  }

  heading(text: string): void {
    this.#room(60);
    this.#doc.moveDown(0.6);
    this.#tagged('H2', () => this.#doc.font('bold').fontSize(11).text(text, MARGIN));
    this.#doc.moveDown(0.2);
  }

  facts(rows: readonly (readonly [label: string, value: string])[]): void {
    const all = this.#doc.page.width - 2 * MARGIN - LABEL_WIDTH;
    for (const [label, value] of rows) {
      this.#doc.font('plain').fontSize(9);
      const width = this.#doc.y < MARGIN + QR_SIZE ? all - QR_SIZE - 10 : all;
      this.#room(this.#doc.heightOfString(value, { width }) + 4);
      const { y } = this.#doc;
      this.#tagged('P', () => {
        this.#doc.font('bold').text(label, MARGIN, y, { width: LABEL_WIDTH - 8 });
        const below = this.#doc.y;
        this.#doc.font('plain').text(value, MARGIN + LABEL_WIDTH, y, { width });
        this.#doc.y = Math.max(below, this.#doc.y) + 2;
      });
    }
    this.#doc.x = MARGIN;
  }

  fingerprint(what: string, value: Uint8Array): void {
    const { words, figures } = fingerprintOf(value);
    this.heading(what);
    this.#tagged('P', () => {
      this.#doc.font('mono-bold').fontSize(11);
      for (const i of [0, 4, 8]) this.#doc.text(words.slice(i, i + 4).join('   '));
      this.#doc.font('mono').fontSize(10).text(figures);
    });
  }

  /** Draws lines to write on by hand. */
  lines(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.#doc.moveDown(1);
      this.#rule(MARGIN, this.#doc.page.width - MARGIN, this.#doc.y);
    }
  }

  /** Draws lines in three columns, with names under them. */
  signatures(names: readonly string[]): void {
    const width = (this.#doc.page.width - 2 * MARGIN - 2 * GAP) / 3;
    for (let i = 0; i < names.length; i += 3) {
      this.#room(42);
      const y = this.#doc.y + 22;
      for (const [column, name] of names.slice(i, i + 3).entries()) {
        const x = MARGIN + column * (width + GAP);
        this.#rule(x, x + width, y);
        this.#tagged('P', () =>
          this.#doc
            .font('plain')
            .fontSize(9)
            .text(name, x, y + 4, { width }),
        );
      }
      this.#doc.y = y + 15;
    }
    this.#doc.x = MARGIN;
  }

  /** Draws a QR code in the upper right corner, beside the text that follows. */
  code(text: string, alt: string): void {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
    const unit = QR_SIZE / modules.size;
    const [left, top] = [this.#doc.page.width - MARGIN - QR_SIZE, MARGIN];
    this.#tagged(
      'Figure',
      () => {
        for (let row = 0; row < modules.size; row += 1)
          for (let column = 0; column < modules.size; column += 1)
            if (modules.get(row, column))
              this.#doc.rect(left + column * unit, top + row * unit, unit, unit).fill('black');
      },
      alt,
    );
    this.#doc.fillColor('black');
  }

  end(): Promise<Uint8Array> {
    this.#body.end();
    this.#doc.end();
    return this.#done;
  }

  #rule(from: number, to: number, y: number): void {
    this.#doc.markContent('Artifact');
    this.#doc.moveTo(from, y).lineTo(to, y).lineWidth(0.6).stroke();
    this.#doc.endMarkedContent();
  }

  /** Starts a new page if less than `height` points are left. */
  #room(height: number): void {
    if (this.#doc.y + height > this.#doc.page.height - MARGIN) this.#doc.addPage();
  }

  #tagged(type: string, draw: () => void, alt?: string): void {
    this.#body.add(this.#doc.struct(type, alt === undefined ? {} : { alt }, draw));
  }
}
