/** Lockfile of a package: the part of the project's lockfile that its dependencies need. @module */

/** An installed package in a lockfile of version 3, under its path: `node_modules/a`. */
export interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}
export type LockedPackages = Readonly<Record<string, Locked>>;

/** Returns the packages that `own` needs, selected from a lockfile, under the paths that they have there. */
export function selectPackages(locked: LockedPackages, own: Locked): LockedPackages {
  const selected = new Map<string, Locked>();
  const select = (from: string, needed: Locked): void => {
    for (const name of namesOf(needed)) {
      const path = resolve(locked, from, name);
      // An optional package of another platform may be missing.
      if (path === undefined || selected.has(path)) continue;
      const { dev: _, ...found } = locked[path]!;
      selected.set(path, found);
      select(path, found);
    }
  };
  select('', own);
  return Object.fromEntries([...selected].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function namesOf({
  dependencies,
  optionalDependencies,
  peerDependencies = {},
  peerDependenciesMeta = {},
}: Locked): string[] {
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** Returns the path at which Node.js finds a package that is imported by the one at `from`. */
function resolve(locked: LockedPackages, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (locked[path]) return path;
    if (folder === '') return undefined;
  }
}
