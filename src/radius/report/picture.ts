import { ReportedRadius, TITLES } from './reports';
import type { Arrow, Box, Panel, Picture } from '../../pictures/picture';
import { shortened } from '../../pictures/text-width';
import { AREAS, itemsOf } from '../reach/items';

/** Sandboxes with a panel of their own. */
const MOST_PANELS = 24;
/** Lines of a box. */
const MOST_LINES = 7;
const MOST_CHARACTERS = 56;

/** A panel for each sandbox: an arrow to what it reaches of each area. */
export function radiusPicture(all: readonly ReportedRadius[]): Picture {
  const kept = all.length > MOST_PANELS ? all.slice(0, MOST_PANELS - 1) : all;
  const left = all.length - kept.length;
  const none: Panel = { id: 'others', notes: [], boxes: [], arrows: [], rest: [] };
  return {
    title: 'Blast radius',
    description: 'For each sandbox, what code in it reaches of the network, the API server, Secrets, identities, '
      + 'shared volumes and its node.',
    panels: [
      ...kept.map((each, index) => panelOf(each, `r${index}`)),
      ...(left > 0 ? [{ ...none, rest: [`and ${left} more`] }] : []),
      ...(all.length === 0 ? [{ ...none, notes: ['There are no sandboxes and no templates.'] }] : []),
    ],
    legend: [
      { style: 'open', text: 'reached' },
      { style: 'doubt', text: 'perhaps' },
      { style: 'shut', text: 'not reached' },
    ],
  };
}

function panelOf({ radius, excess }: ReportedRadius, id: string): Panel {
  const items = itemsOf(radius);
  const own: Box = {
    id: `${id}_s`,
    tone: 'sandbox',
    kind: /^[^']*/.exec(radius.title)![0].trim(),
    name: shortened(/'(.*)'/s.exec(radius.title)?.[1] ?? radius.title, 36),
  };
  const boxes: Box[] = [own];
  const arrows: Arrow[] = [];
  for (const area of AREAS) {
    const of = items.filter((each) => each.area === area);
    const style = of.length === 0 ? 'shut' : of.some(({ isCertain }) => isCertain) ? 'open' : 'doubt';
    const lines = of.map(({ text, isCertain }) => (
      shortened(`${text}${isCertain ? '' : ' (perhaps)'}`, MOST_CHARACTERS)
    ));
    const [name = 'nothing', ...details] = lines;
    const told = details.slice(0, details.length > MOST_LINES ? MOST_LINES - 1 : MOST_LINES);
    const more = details.length - told.length;
    const box: Box = {
      id: `${id}_${area}`,
      tone: style,
      kind: TITLES[area],
      name,
      details: [...told, ...(more > 0 ? [`and ${more} more`] : [])],
    };
    boxes.push(box);
    arrows.push({ from: own.id, to: box.id, style });
  }
  const over = excess ?? [];
  return { id, notes: over.length > 0 ? [`beyond its budget by ${over.length}`] : [], boxes, arrows, rest: [] };
}
