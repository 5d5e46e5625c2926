import type { ArrowStyle, Tone } from './picture';

/** A colour on light ground and one on dark ground. */
type Pair = readonly [light: string, dark: string];

/** At least 4.5 : 1 against the ground of boxes, in both schemes (WCAG AA). */
const TONES: Readonly<Record<Tone, Pair>> = {
  sandbox: ['#0550ae', '#79c0ff'],
  policy: ['#8a4600', '#e3b341'],
  runtime: ['#6e40c9', '#d2a8ff'],
  workload: ['#1a6b33', '#56d364'],
  open: ['#1f2328', '#e6edf3'],
  doubt: ['#8a4600', '#e3b341'],
  shut: ['#59636e', '#9198a1'],
};

const ARROWS: Readonly<Record<ArrowStyle, { readonly color: Pair; readonly dashes?: string }>> = {
  plain: { color: ['#6e7781', '#8b949e'] },
  made: { color: ['#6e7781', '#8b949e'], dashes: '5 4' },
  open: { color: ['#1a7f37', '#3fb950'] },
  doubt: { color: ['#9a6700', '#d29922'], dashes: '5 4' },
  shut: { color: ['#cf222e', '#f85149'], dashes: '1 4' },
};

const GROUND: Pair = ['#f6f8fa', '#0d1117'];
const PANEL: Pair = ['#ffffff', '#161b22'];
const FRAME: Pair = ['#d0d7de', '#3d444d'];
const BOX: Pair = ['#ffffff', '#0d1117'];
const TEXT: Pair = ['#1f2328', '#e6edf3'];
const MUTED: Pair = ['#59636e', '#9198a1'];

/** The class of the root, which all rules name: pictures may stand in one page with others. */
export const ROOT_CLASS = 'cdk8s-agent-sandbox';

export const SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

export const SIZES = { kind: 11, name: 13, detail: 12, title: 15, caption: 12 } as const;

/** Rules of the light scheme, and those that replace them in the dark one. No variables: converters know none. */
export function style(): string {
  const rules = (scheme: 0 | 1) => [
    ['.ground', `fill:${GROUND[scheme]}`],
    ['.panel', `fill:${PANEL[scheme]};stroke:${FRAME[scheme]}`],
    ['.box', `fill:${BOX[scheme]};stroke:${FRAME[scheme]}`],
    ['.name', `fill:${TEXT[scheme]}`],
    ['.muted', `fill:${MUTED[scheme]}`],
    ...Object.entries(TONES).flatMap(([tone, pair]) => [
      [`.${tone} .kind, .${tone} .bar, .${tone}.pill .name`, `fill:${pair[scheme]}`],
      [`.${tone} .box`, `stroke:${pair[scheme]}`],
    ]),
    ...Object.entries(ARROWS).flatMap(([name, { color }]) => [
      [`.a-${name}`, `stroke:${color[scheme]}`],
      [`.h-${name}`, `fill:${color[scheme]}`],
    ]),
  ];
  const scoped = (all: readonly string[][]) => all.map(([selector, body]) => (
    `${selector.split(', ').map((each) => `.${ROOT_CLASS} ${each}`).join(',')}{${body}}`
  ));
  return [
    ...scoped([
      ['text', `font-family:${SANS};font-size:${SIZES.detail}px`],
      ['.name, .mono', `font-family:${MONO}`],
      ['.name', `font-size:${SIZES.name}px;font-weight:600`],
      ['.pill .name', `font-family:${SANS};font-size:${SIZES.detail}px;font-weight:400`],
      ['.kind', `font-size:${SIZES.kind}px;font-weight:600`],
      ['.title', `font-size:${SIZES.title}px;font-weight:600`],
      ['.arrow', 'fill:none;stroke-width:1.5'],
      ['.elsewhere .box', 'stroke-dasharray:5 4'],
      ...Object.entries(ARROWS).flatMap(([name, { dashes }]) => (
        dashes === undefined ? [] : [[`.a-${name}`, `stroke-dasharray:${dashes};stroke-linecap:round`]]
      )),
      ...rules(0),
    ]),
    '@media (prefers-color-scheme:dark){',
    ...scoped(rules(1)),
    '}',
  ].join('\n');
}
