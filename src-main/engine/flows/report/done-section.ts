import { el, fragment, said, type Markup } from './markup.ts';
import type { ToolUse } from './listed-item.ts';
import type { Naming } from './naming.ts';
import { partHeading, type ReportPart } from './report-part.ts';
import { code, listOf, tableOf } from './table.ts';

/** What was done, with what tools and versions, and how to repeat it. */
export function doneSection(parts: readonly ReportPart[], naming: Naming): Markup {
  const { done: w } = naming.words;
  return fragment(
    parts.map((part) => fragment(partHeading(parts, part, naming), partDone(part, naming))),
    el('h3', {}, w.repeatHeading),
    listOf(w.repeat),
  );
}

function partDone({ listed, survey }: ReportPart, naming: Naming): Markup {
  const { words } = naming;
  const { done: w } = words;
  const uses = [...listed.tools.values()];
  const useText = ({ use }: ToolUse): string => (use === 'witness' ? w.witness : use === 'keyframes' ? w.keyframes : w.made(use));
  return fragment(
    tableOf({ caption: w.toolsCaption, heading: w.toolsHeading, rows: uses, cells: (use) => [said(use.tool), said(use.version), useText(use), use.items], most: 200 }),
    tableOf({
      caption: w.keyframeCaption,
      heading: w.keyframeHeading,
      rows: listed.found,
      cells: (found) => [words.item(found.item), w.basis[found.basis], w.way[found.way], found.because === undefined ? '' : said(found.because), said(found.tool)],
    }),
    tableOf({ caption: w.fixityCaption, heading: w.fixityHeading, rows: survey.fixity, cells: (p) => [p.entry, p.at, p.checked, p.findingCount], most: 500, more: words.more }),
    uses.length > 0 && fragment(el('h3', {}, w.recipesHeading), el('p', {}, w.recipesNote), uses.slice(0, 60).map((use) => commandsOf(use, useText(use)))),
  );
}

const longestCommand = 2500;

function commandsOf({ tool, version, commands }: ToolUse, use: string): Markup {
  return el(
    'div',
    { class: 'command' },
    el('p', {}, said(`${tool} ${version}`), `: ${use}`),
    commands.slice(0, 4).map((list) => el('p', {}, code(cut(list.map(quoted).join(' '))))),
  );
}

/** An argument as a shell would need it, for reading. */
function quoted(argument: string): string {
  return /^[A-Za-z0-9@%+=:,./_-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

function cut(text: string): string {
  return text.length <= longestCommand ? text : `${text.slice(0, longestCommand)} …`;
}
