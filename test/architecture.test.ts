import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

// Import rules of the project. Each rule is a function from modules to findings. So the same code judges the source
// tree and the invented bad sources at the end of this file.

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Parts that each part may import, in addition to itself. */
const allowedParts: Record<string, readonly string[]> = {
  crypto: [],
  hsm: [],
  verifier: [],
  docs: [],
  server: ['crypto', 'hsm'],
  'trustee-tool': ['crypto', 'hsm'],
  'voter-client': ['crypto'],

  test: ['crypto', 'hsm', 'server', 'trustee-tool', 'verifier', 'voter-client'],
};

/** Part of the server that pages may import: the declarations of the HTTP APIs. */
const serverApi = 'server/api/';

/** Folders of the server, and the folders that each may import. The three processes do not import each other. */
const serverRooms: Record<string, readonly string[]> = {
  api: [],
  shared: ['api'],
  registry: ['api', 'shared'],
  voting: ['api', 'shared'],
  desk: ['api', 'shared'],
  rehearsal: ['api', 'shared', 'registry', 'voting', 'desk'],
};

/** Folders about voters, and folders about votes. Code of one side must not import the other, even indirectly. */
const separated = [['server/registry/', 'server/desk/'], ['server/voting/']] as const;

const RISTRETTO = /^(ed25519\.js ristretto255|abstract\/)/;
/** Files that may import @noble/curves, with the allowed imports (subpath, then name). Tests may import all of it. */
const curveUsers: readonly (readonly [file: RegExp, allowed: RegExp])[] = [
  [/^crypto\/group\.ts$/, RISTRETTO],
  [/^crypto\/arithmetic\//, RISTRETTO],
  [/^crypto\/ecdsa\.ts$/, /^nist\.js p256/],
  [/^crypto\/log\/ed25519\.ts$/, /^ed25519\.js ed25519/],
  [/^verifier\/crypto\/group\.ts$/, RISTRETTO],
  [/^verifier\/crypto\/signatures\.ts$/, /^(nist\.js p256|ed25519\.js ed25519)/],
  [/^test\//, /^/],
];

/** Only files outside verifier/ that the verifier may import: arithmetic without rules of elections. */
const sharedKernel = [
  'crypto/arithmetic/kernel.ts',
  'crypto/arithmetic/instance.ts',
  'crypto/arithmetic/bit-vector.ts',
  'crypto/arithmetic/bit-vectors.ts',
];

/** Folder of the kernel's compiler, a separate program that no other code imports. */
const kernelBuild = 'crypto/arithmetic/build/';

/**
 * Files that run in browsers too, so they must not use Node. The verifier's command line and the build of its page are
 * exempt.
 */
const NODE_FREE =
  /^(crypto\/(?!arithmetic\/build\/)|verifier\/(?!main\.ts$|board\/directory-reader\.ts$|cli\/|page\/build\/))/;

/** Files of crypto and verifier that get a Node module without an import, because they also run in pages. */
const platforms = ['crypto/platform.ts', 'verifier/crypto/platform.ts'];

/** Names that crypto/ must not use. Its functions are pure: without clock, environment, network or weak randomness. */
const impure = new Set([
  'Date',
  'performance',
  'process',
  'Buffer',
  'console',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'Math.random',
]);

interface Source {
  readonly path: string;
  readonly text: string;
}

interface Import {
  /** Specifier as written, without a bundler's query. */
  readonly specifier: string;
  /** Imported names; `*` for the whole module. */
  readonly names: readonly string[];
  /** Path of the file in this tree, from the root; undefined for a package or a Node module. */
  readonly target: string | undefined;
}

interface Module extends Source {
  readonly part: string;
  readonly imports: readonly Import[];
  readonly globals: ReadonlySet<string>;
}

type Rule = (modules: readonly Module[]) => string[];

// ---- reading sources ----

const SOURCE_FILE = /\.[cm]?[jt]sx?$/;
const skippedFolders = new Set(['node_modules', 'dist', 'coverage', 'boards', 'data']);

function listSources(folder = ''): Source[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || skippedFolders.has(entry.name) ? [] : listSources(path);
    }
    return SOURCE_FILE.test(path) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}

function locate(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (/^\.\.?(\/|$)/.test(specifier)) return posix.join(posix.dirname(from), specifier);
  // Absolute paths and URLs are never allowed: report them as an unknown part.
  if (/^(\/|[a-z]+:)/.test(specifier) && !specifier.startsWith('node:')) return `(outside)/${specifier}`;
  return undefined;
}

/** Returns the names of `import a, { b as c } from` and `export { d } from`. */
function importedNames(node: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
  if (ts.isExportDeclaration(node)) {
    const clause = node.exportClause;
    return clause && ts.isNamedExports(clause)
      ? clause.elements.map((element) => (element.propertyName ?? element.name).text)
      : ['*'];
  }
  const bindings = node.importClause?.namedBindings;
  const names = node.importClause?.name ? ['default'] : [];
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return ['*'];
  return [...names, ...bindings.elements.map((element) => (element.propertyName ?? element.name).text)];
}

function isImportMetaUrl(node: ts.Node | undefined): boolean {
  return node !== undefined && node.getText() === 'import.meta.url';
}

/** Returns the specifier's node and the names of an import. Returns undefined for any other node. */
function importOf(node: ts.Node): { from: ts.Node | undefined; names: string[] } | undefined {
  if (ts.isImportDeclaration(node)) return { from: node.moduleSpecifier, names: importedNames(node) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return { from: node.moduleSpecifier, names: importedNames(node) };
  }
  if (ts.isExternalModuleReference(node)) return { from: node.expression, names: ['*'] };
  if (ts.isImportTypeNode(node)) {
    return { from: ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, names: ['*'] };
  }
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    const imports =
      node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      ['require', 'require.resolve', 'import.meta.resolve', 'createRequire'].includes(callee);
    return imports ? { from: node.arguments[0], names: ['*'] } : undefined;
  }
  // Workers are started from `new URL('./worker.ts', import.meta.url)`.
  if (
    ts.isNewExpression(node) &&
    node.expression.getText() === 'URL' &&
    isImportMetaUrl(node.arguments?.[1]) &&
    !/\.(?:md|json)'$/.test(node.arguments?.[0]?.getText() ?? '') // data, not code
  ) {
    return { from: node.arguments?.[0], names: ['*'] };
  }
  return undefined;
}

/** Returns whether an identifier refers to a value, unlike `x.name`, `{ name: … }` or the name of a member or type. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return parent.expression.getText() === 'globalThis';
  }
  const isMember =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent);
  return !(isMember && parent.name === node);
}

function parse({ path, text }: Source): Module {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const globals = new Set<string>();
  const add = (written: string, names: readonly string[]): void => {
    const specifier = written.replace(/\?.*$/, '');
    imports.push({ specifier, names, target: locate(path, specifier) });
  };
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) {
      const literal = found.from && ts.isStringLiteralLike(found.from) ? found.from.text : undefined;
      // A computed import cannot be judged, so it is rejected like an import from outside the project.
      add(literal ?? `computed:${node.getText()}`, found.names);
    }
    if (ts.isIdentifier(node) && isFreeName(node)) globals.add(node.text);
    if (ts.isPropertyAccessExpression(node)) globals.add(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const reference of file.referencedFiles) add(`./${reference.fileName}`, ['*']);
  return { path, text, part: partOf(path), imports, globals };
}

function partOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

// ---- the rules ----

const knownFolders: Rule = (modules) =>
  modules
    .filter(({ part }) => part !== '' && !(part in allowedParts))
    .map(({ path }) => `${path}: unknown part`);

const partsImportOnlyWhatTheyMay: Rule = (modules) =>
  modules
    .filter(({ part }) => part in allowedParts)
    .flatMap(({ path, part, imports }) =>
      imports
        .filter(({ target }) => {
          const to = target === undefined ? part : partOf(target);
          const shared = part === 'verifier' && target !== undefined && sharedKernel.includes(target);
          const api = part === 'voter-client' && target?.startsWith(serverApi) === true;
          return to !== part && !shared && !api && !allowedParts[part]?.includes(to);
        })
        .map(({ specifier }) => `${path}: may not import ${specifier}`),
    );

const roomOf = (path: string, part: string): string => path.slice(part.length + 1).split('/')[0]!;

const serverRoomsStandApart: Rule = (modules) =>
  modules
    .filter(({ part }) => part === 'server')
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target?.startsWith('server/'))
        .filter(({ target }) => {
          const [from, to] = [roomOf(path, 'server'), roomOf(target!, 'server')];
          return from !== to && !serverRooms[from]?.includes(to);
        })
        .map(({ specifier }) => `${path}: may not import ${specifier}`),
    );

/** Rejects import cycles between the folders in a part's first level. A file in that level counts as a folder. */
const noUpwardArrow: Rule = (modules) =>
  Object.keys(allowedParts)
    .filter((part) => part !== 'test')
    .flatMap((part) => {
      const arrows = new Map<string, Set<string>>();
      for (const { path, imports } of modules.filter((own) => own.part === part))
        for (const { target } of imports) {
          if (!target?.startsWith(`${part}/`)) continue;
          const [from, to] = [roomOf(path, part), roomOf(target, part)];
          if (from !== to) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
        }
      const reached = (from: string): Set<string> => {
        const seen = new Set<string>(arrows.get(from));
        for (const room of seen) for (const next of arrows.get(room) ?? []) seen.add(next);
        return seen;
      };
      return [...arrows.keys()]
        .filter((room) => reached(room).has(room))
        .map((room) => `${part}/${room}: imports itself over other folders`);
    });

/** Returns all files that a file imports directly or indirectly, each with the chain of imports that leads to it. */
function reachable(from: Module, byPath: ReadonlyMap<string, Module>): Map<string, readonly string[]> {
  const trails = new Map<string, readonly string[]>([[from.path, [from.path]]]);
  for (const [path, trail] of trails) {
    for (const { target } of byPath.get(path)?.imports ?? []) {
      if (target !== undefined && !trails.has(target)) trails.set(target, [...trail, target]);
    }
  }
  return trails;
}

function index(modules: readonly Module[]): Map<string, Module> {
  return new Map(modules.map((module) => [module.path, module]));
}

function sideOf(path: string): number {
  return separated.findIndex((side) => side.some((folder) => path.startsWith(folder)));
}

/** Rejects imports between code about voters and code about votes, including indirect ones. */
const voterAndVoteStayApart: Rule = (modules) => {
  const byPath = index(modules);
  return modules
    .filter(({ path }) => sideOf(path) >= 0)
    .flatMap((module) =>
      [...reachable(module, byPath)]
        .filter(([path]) => sideOf(path) >= 0 && sideOf(path) !== sideOf(module.path))
        .map(([, trail]) => `joins voter and vote: ${trail.join(' -> ')}`),
    );
};

const curvesOnlyWhereListed: Rule = (modules) =>
  modules.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => specifier.startsWith('@noble/curves'))
      .flatMap(({ specifier, names }) =>
        (names.length > 0 ? names : ['*']).map(
          (name) => `${specifier.slice('@noble/curves/'.length)} ${name}`,
        ),
      )
      .filter((use) => !curveUsers.some(([file, allowed]) => file.test(path) && allowed.test(use)))
      .map((use) => `${path}: may not import ${use} of @noble/curves`),
  );

const noNodeInPureParts: Rule = (modules) =>
  modules
    .filter(({ path }) => NODE_FREE.test(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ specifier }) =>
            specifier.startsWith('node:') || builtinModules.includes(specifier.replace(/\/.*$/, '')),
        )
        .map(({ specifier }) => `${path}: may not import ${specifier}`),
    );

/**
 * Rejects access to Node's modules without an import, except in the two files in `platforms`. These use Node for
 * signatures and hashes if it is present, and work without it in a page.
 */
const noNodeBesides: Rule = (modules) =>
  modules
    .filter(
      ({ path, part, text }) =>
        part !== 'test' && text.includes('getBuiltinModule') && !platforms.includes(path),
    )
    .map(({ path }) => `${path}: may not use getBuiltinModule`);

const cryptoIsPure: Rule = (modules) =>
  modules
    .filter(({ path, part }) => part === 'crypto' && !path.startsWith(kernelBuild))
    .flatMap(({ path, globals }) =>
      [...globals].filter((name) => impure.has(name)).map((name) => `${path}: may not use ${name}`),
    );

const buildStandsAlone: Rule = (modules) =>
  modules
    .filter(({ path, part }) => part !== 'test' && !path.startsWith(kernelBuild))
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target?.startsWith(kernelBuild))
        .map(({ specifier }) => `${path}: may not import ${specifier}`),
    );

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};
/** Files that run where `npm ci --omit=dev` installed the packages. */
const INSTALLED =
  /^(server|trustee-tool\/(?!package\/)|hsm|crypto\/(?!arithmetic\/build\/)|verifier\/(?!page\/build\/))/;

const noToolsInstalled: Rule = (modules) =>
  modules
    .filter(({ path }) => INSTALLED.test(path))
    .flatMap(({ path, imports }) =>
      imports
        .map(({ specifier }) => specifier)
        .filter((own) => Object.keys(devDependencies).some((name) => `${own}/`.startsWith(`${name}/`)))
        .map((specifier) => `${path}: may not import ${specifier}, a development tool`),
    );

/** Reports each cycle of imports once, starting at the file that comes first in the alphabet. */
const noCycles: Rule = (modules) => {
  const byPath = index(modules);
  return modules.flatMap((module) =>
    module.imports
      .flatMap(({ target }) => {
        const next = target === undefined ? undefined : byPath.get(target);
        return next ? [reachable(next, byPath).get(module.path)] : [];
      })
      .filter((trail) => trail?.every((path) => module.path <= path))
      .map((trail) => `cycle: ${[module.path, ...(trail ?? [])].join(' -> ')}`),
  );
};

// ---- the tree ----

const modules = listSources().map(parse);

describe('the source tree', () => {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name in allowedParts && entry.name !== 'docs')
    .map((entry) => entry.name)
    .filter((name) =>
      readdirSync(join(root, name), { recursive: true, withFileTypes: true }).some(
        (entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name),
      ),
    );

  test.each(folders)('%s was read', (part) => {
    expect(modules.filter((module) => module.part === part).length).toBeGreaterThan(0);
  });

  test.each<[string, Rule]>([
    ['has code in the eight parts only', knownFolders],
    ['has parts that import only what they may', partsImportOnlyWhatTheyMay],
    ['has three processes that import nothing of each other', serverRoomsStandApart],
    ['has floors: no folder imports itself over others', noUpwardArrow],
    ['keeps who may vote apart from what was cast', voterAndVoteStayApart],
    ['uses curves only where listed', curvesOnlyWhereListed],
    ['keeps Node out of what runs in browsers', noNodeInPureParts],
    ['asks Node for signatures in one place', noNodeBesides],
    ['has a pure crypto', cryptoIsPure],
    ['does not import the build of the kernel', buildStandsAlone],
    ['needs no development tools on a server', noToolsInstalled],
    ['has no import cycles', noCycles],
  ])('%s', (_, rule) => {
    expect(rule(modules)).toEqual([]);
  });
});

// ---- the rules themselves: each rejects bad code and accepts good code ----

/** Returns the number of findings of a rule for invented sources, given as path, text, path, text, … */
function judge(rule: Rule, ...pathsAndTexts: string[]): number {
  const sources = pathsAndTexts.flatMap((path, i) =>
    i % 2 === 0 ? [{ path, text: pathsAndTexts[i + 1] ?? '' }] : [],
  );
  return rule(sources.map(parse)).length;
}

describe('the rules refuse', () => {
  test.each<[string, Rule, ...string[]]>([
    ['an unknown folder', knownFolders, 'lib/a.ts', ''],
    ['a static import', partsImportOnlyWhatTheyMay, 'verifier/a.ts', `import { b } from '../crypto/b.ts';`],
    ['an import by name', partsImportOnlyWhatTheyMay, 'crypto/a.ts', `import { b } from '#server/b.ts';`],
    ['a type import', partsImportOnlyWhatTheyMay, 'crypto/a.ts', `import type { B } from '../hsm/b.ts';`],
    ['an import type', partsImportOnlyWhatTheyMay, 'hsm/a.ts', `type B = import('../crypto/b.ts').B;`],
    ['a re-export', partsImportOnlyWhatTheyMay, 'voter-client/a.ts', `export * from '../server/b.ts';`],
    ['a side effect', partsImportOnlyWhatTheyMay, 'server/a.ts', `import '../test/support/b.ts';`],
    ['a dynamic import', partsImportOnlyWhatTheyMay, 'server/a.ts', `await import('../verifier/b.ts');`],
    ['a computed import', partsImportOnlyWhatTheyMay, 'server/a.ts', `await import(name);`],
    ['a require', partsImportOnlyWhatTheyMay, 'hsm/a.ts', `require('../server/b.ts');`],
    ['a worker', partsImportOnlyWhatTheyMay, 'verifier/a.ts', `new URL('../crypto/b.ts', import.meta.url);`],
    ['an absolute path', partsImportOnlyWhatTheyMay, 'crypto/a.ts', `import '/crypto/b.ts';`],
    ['a reference', partsImportOnlyWhatTheyMay, 'verifier/a.ts', `/// <reference path="../crypto/b.ts" />\n`],
    [
      'registry to ballots',
      voterAndVoteStayApart,
      'server/registry/a.ts',
      `import '../voting/ballots/b.ts';`,
    ],
    ['desk to registry', serverRoomsStandApart, 'server/desk/a.ts', `import '../registry/b.ts';`],
    ['voting to the rehearsal', serverRoomsStandApart, 'server/voting/a.ts', `import '../rehearsal/b.ts';`],
    ['shared to a process', serverRoomsStandApart, 'server/shared/http/a.ts', `import '../../desk/b.ts';`],
    ['the contract to what is shared', serverRoomsStandApart, 'server/api/a.ts', `import '../shared/b.ts';`],
    [
      'a folder of the server that is none',
      serverRoomsStandApart,
      'server/lib/a.ts',
      `import '../shared/b.ts';`,
    ],
    ['a page to a process', partsImportOnlyWhatTheyMay, 'voter-client/a.ts', `import '#server/shared/b.ts';`],
    ['tally to desk', voterAndVoteStayApart, 'server/voting/tally/a.ts', `import '#server/desk/b.ts';`],
    [
      'desk to board over a third file',
      voterAndVoteStayApart,
      'server/desk/a.ts',
      `import '../shared/b.ts';`,
      'server/shared/b.ts',
      `import '../voting/board/c.ts';`,
      'server/voting/board/c.ts',
      '',
    ],
    [
      'a curve elsewhere',
      curvesOnlyWhereListed,
      'crypto/a.ts',
      `import { p256 } from '@noble/curves/nist.js';`,
    ],
    [
      'the wrong curve',
      curvesOnlyWhereListed,
      'crypto/ecdsa.ts',
      `import { p384 } from '@noble/curves/nist.js';`,
    ],
    [
      'a whole curve file',
      curvesOnlyWhereListed,
      'crypto/group.ts',
      `import * as c from '@noble/curves/ed25519.js';`,
    ],
    ['a curve for its effect', curvesOnlyWhereListed, 'server/a.ts', `import '@noble/curves/nist.js';`],
    ['a node: module', noNodeInPureParts, 'crypto/a.ts', `import { readFileSync } from 'node:fs';`],
    ['a bare Node module', noNodeInPureParts, 'verifier/a.ts', `import { readFile } from 'fs/promises';`],
    [
      'a Node module without an import',
      noNodeBesides,
      'verifier/a.ts',
      `export const fs = process.getBuiltinModule('fs');`,
    ],
    ['the clock', cryptoIsPure, 'crypto/a.ts', 'export const now = () => new Date();'],
    ['a hidden clock', cryptoIsPure, 'crypto/a.ts', 'export const now = () => globalThis.Date.now();'],
    ['the environment', cryptoIsPure, 'crypto/a.ts', 'export const { env } = process;'],
    ['output', cryptoIsPure, 'crypto/a.ts', 'console.log(1);'],
    ['the network', cryptoIsPure, 'crypto/a.ts', `export const get = () => fetch('/');`],
    ['weak randomness', cryptoIsPure, 'crypto/a.ts', 'export const r = Math.random();'],
    [
      'other crypto in the verifier',
      partsImportOnlyWhatTheyMay,
      'verifier/a.ts',
      `import '#crypto/group.ts';`,
    ],
    ['a build', buildStandsAlone, 'crypto/a.ts', `import './arithmetic/build/b.ts';`],
    ['a development tool', noToolsInstalled, 'server/a.ts', `import { build } from 'vite';`],
    ['a cycle', noCycles, 'hsm/a.ts', `import './b.ts';`, 'hsm/b.ts', `import './a.ts';`],
  ])('%s', (_, rule, ...sources) => {
    expect(judge(rule, ...sources)).toBe(1);
  });

  test('an upward arrow', () => {
    const sources = ['verifier/a/c.ts', `import '../b/d.ts';`, 'verifier/b/d.ts', ''];
    const back = ['verifier/b/f.ts', `import '../a/e.ts';`, 'verifier/a/e.ts', ''];
    expect(judge(noUpwardArrow, ...sources)).toBe(0);
    expect(judge(noUpwardArrow, ...sources, ...back)).toBe(2);
  });
});

describe('the rules allow', () => {
  test.each<[string, Rule, ...string[]]>([
    ['server to crypto', partsImportOnlyWhatTheyMay, 'server/a.ts', `import { b } from '#crypto/b.ts';`],
    [
      'a package',
      partsImportOnlyWhatTheyMay,
      'verifier/a.ts',
      `import { sha512 } from '@noble/hashes/sha2.js';`,
    ],
    ['the kernel', partsImportOnlyWhatTheyMay, 'verifier/a.ts', `import '#crypto/arithmetic/kernel.ts';`],
    [
      'its batches of proofs',
      partsImportOnlyWhatTheyMay,
      'verifier/a.ts',
      `import '#crypto/arithmetic/bit-vectors.ts';`,
    ],
    ['a page to the contract', partsImportOnlyWhatTheyMay, 'voter-client/a.ts', `import '#server/api/b.ts';`],
    ['a process to what is shared', serverRoomsStandApart, 'server/desk/a.ts', `import '../shared/b.ts';`],
    ['ballots to board', voterAndVoteStayApart, 'server/voting/ballots/a.ts', `import '../board/b.ts';`],
    [
      'the group',
      curvesOnlyWhereListed,
      'crypto/group.ts',
      `import { ristretto255 } from '@noble/curves/ed25519.js';`,
    ],
    ['files on the command line', noNodeInPureParts, 'verifier/cli/a.ts', `import 'node:fs';`],
    ['members of that name', cryptoIsPure, 'crypto/a.ts', 'export const x = (a: { Date: 1 }) => a.Date;'],
    ['a package that is installed', noToolsInstalled, 'server/a.ts', `import pg from 'pg';`],
    ['a comment', cryptoIsPure, 'crypto/a.ts', '// not console, not Date'],
    ['a diamond', noCycles, 'hsm/a.ts', `import './b.ts'; import './c.ts';`, 'hsm/b.ts', `import './c.ts';`],
  ])('%s', (_, rule, ...sources) => {
    expect(judge(rule, ...sources)).toBe(0);
  });
});
