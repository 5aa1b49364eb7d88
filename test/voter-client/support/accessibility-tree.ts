/** Accessibility tree of Chromium as lines, one for each node that a screen reader announces. @module */

import type { Page } from 'playwright-core';

interface Node {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly childIds?: readonly string[];
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly description?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

const silent = new Set([
  'RootWebArea',
  'none',
  'generic',
  'InlineTextBox',
  'LineBreak',
  'paragraph',
  'LabelText',
  'ListMarker',
  'listitem',
  'list',
]);
const states = ['checked', 'disabled', 'invalid', 'focused', 'level', 'live', 'expanded', 'valuetext'];

/** Returns lines of the form `role "name" (description) [states]`, in reading order. */
export async function accessibilityLines(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as {
    nodes: readonly Node[];
  };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const visit = (node: Node): void => {
    const role = node.role?.value ?? '';
    if (!node.ignored && !silent.has(role)) lines.push(lineOf(role, node));
    if (role === 'StaticText') return;
    for (const id of node.childIds ?? []) visit(byId.get(id)!);
  };
  visit(nodes[0]!);
  return lines;
}

function lineOf(role: string, { name, description, properties = [] }: Node): string {
  const said = properties
    .filter((property) => states.includes(property.name))
    .filter(({ value }) => value.value !== 'false' && value.value !== false && value.value !== '')
    .map((property) => `${property.name}=${String(property.value.value)}`);
  return [
    role,
    `"${name?.value ?? ''}"`,
    ...(description?.value ? [`(${description.value})`] : []),
    ...(said.length > 0 ? [`[${said.join(' ')}]`] : []),
  ].join(' ');
}
