/**
 * Draws a dashboard from its JSON: each panel at its place, with its title, its unit and the names of its lines. The
 * numbers are made up, the same each time.
 */
import { sansWidth } from '../src/pictures/text-width';
import { xml } from '../src/pictures/xml';

const COLUMN = 50;
const LINE = 22;
const GAP = 4;
const HEAD = 56;
const COLORS = ['#3274d9', '#56a64b', '#e0762f', '#a352cc', '#c4162a', '#8f8f00', '#1f8a8a', '#7c6f64'];
const FONT = 'font-family="sans-serif"';
const SAMPLES = 48;

/** Labels of made-up series, by the label or labels that a legend names. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  launch_type: ['warm', 'cold'],
  controller: ['sandbox', 'sandboxclaim', 'sandboxtemplate', 'sandboxwarmpool'],
  name: ['sandbox', 'sandboxclaim', 'sandboxtemplate', 'sandboxwarmpool'],
  exported_namespace: ['research', 'evals', 'support'],
  warmpool_name: ['python', 'node', 'browser'],
  sandbox_template: ['python', 'node', 'browser'],
  ready_condition: ['true', 'false'],
  expired: ['false', 'false'],
  owned_by: ['SandboxClaim', 'SandboxWarmPool', 'None'],
  code: ['200', '201', '409'],
  verb: ['GET', 'PATCH', 'POST'],
  pod: ['agent-sandbox-controller-7d9f5'],
  git_version: ['v1.0.5'],
};

interface DrawnPanel {
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: ReadonlyArray<{ readonly legendFormat: string }>;
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit: string;
      readonly custom?: { readonly stacking: { readonly mode: string } };
      readonly thresholds?: { readonly steps: ReadonlyArray<{ readonly value: number | null }> };
    };
  };
}

interface Line {
  readonly name: string;
  readonly values: readonly number[];
}

/** The picture. */
export function dashboardSvg(dashboard: { readonly title: string; readonly panels: readonly DrawnPanel[] }): string {
  const height = HEAD + Math.max(...dashboard.panels.map(({ gridPos: { y, h } }) => y + h)) * LINE + 8;
  const width = 24 * COLUMN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT}`
      + ' role="img">',
    `<title>${xml(dashboard.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#f4f5f5"/>`,
    text(12, 26, 18, '#24292e', dashboard.title, 'font-weight="600"'),
    text(12, 46, 12, '#6e7781', 'Drawn from the JSON of the dashboard; the numbers are made up.'),
    ...dashboard.panels.flatMap(drawnPanel),
    '</svg>',
    '',
  ].join('\n');
}

function drawnPanel(panel: DrawnPanel, index: number): string[] {
  const { type, title, gridPos: { x, y, w, h } } = panel;
  const [left, top] = [x * COLUMN + GAP, HEAD + y * LINE + GAP / 2];
  if (type === 'row') { return [text(left + 4, top + 16, 14, '#24292e', `▾ ${title}`, 'font-weight="600"')]; }
  const box = { left, top, width: w * COLUMN - 2 * GAP, height: h * LINE - GAP };
  return [
    `<rect x="${left}" y="${top}" width="${box.width}" height="${box.height}" rx="3" fill="#fff" stroke="#dcdfe3"/>`,
    text(left + 10, top + 19, 13, '#24292e', title, 'font-weight="600"'),
    ...(type === 'stat' ? stat(panel, box, index) : timeseries(panel, box, index)),
  ];
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function stat(panel: DrawnPanel, { left, top, width, height }: Box, index: number): string[] {
  const { title, targets = [], fieldConfig } = panel;
  const { unit, thresholds } = fieldConfig!.defaults;
  const yellow = thresholds?.steps[1]?.value;
  const share = typeof yellow === 'number' ? yellow * (0.3 + 0.5 * noise(index, 1)) : 1;
  const shown = title === 'Releases' ? targets.flatMap(namesOf)[0] : show(unit, share);
  const color = thresholds ? '#56a64b' : '#24292e';
  return [
    text(left + width / 2, top + height / 2 + 22, 30, color, shown, 'font-weight="600" text-anchor="middle"'),
  ];
}

function timeseries({ title, targets = [], fieldConfig }: DrawnPanel, box: Box, index: number): string[] {
  const { unit, custom } = fieldConfig!.defaults;
  const stacked = custom?.stacking.mode === 'normal';
  const names = targets.flatMap(namesOf);
  const lines = made(title, unit, names, index);
  const sums = lines.map(({ name, values }, at): Line => ({
    name,
    values: stacked
      ? values.map((_, time) => lines.slice(0, at + 1).reduce((sum, each) => sum + each.values[time], 0))
      : values,
  }));
  const most = Math.max(...sums.flatMap(({ values }) => values)) * 1.1;
  const [left, right] = [box.left + 58, box.left + box.width - 12];
  const [top, bottom] = [box.top + 32, box.top + box.height - 44];
  const at = (time: number, value: number) =>
    `${round(left + ((right - left) * time) / (SAMPLES - 1))},${round(bottom - ((bottom - top) * value) / most)}`;
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => {
    const y = round(bottom - (bottom - top) * part);
    return [
      `<line x1="${left}" y1="${y}" x2="${right}" y2="${y}" stroke="#eceef0"/>`,
      text(left - 6, y + 4, 10, '#6e7781', show(unit, (most * part)), 'text-anchor="end"'),
    ];
  });
  const hours = ['09:00', '11:00', '13:00', '15:00'].map((hour, part) =>
    text(round(left + ((right - left) * part) / 3), bottom + 14, 10, '#6e7781', hour,
      `text-anchor="${['start', 'middle', 'middle', 'end'][part]}"`));
  // The highest of a stack is drawn first, so that the others are seen.
  const drawn = sums.map(({ values }, line) => {
    const points = values.map((value, time) => at(time, value)).join(' ');
    const color = COLORS[line % COLORS.length];
    return `<polygon points="${left},${bottom} ${points} ${right},${bottom}" fill="${color}" fill-opacity="`
      + `${stacked ? 0.3 : 0.08}"/><polyline points="${points}" fill="none" stroke="${color}" stroke-width="1.5"/>`;
  });
  let x = box.left + 12;
  const legend = names.flatMap((name, line) => {
    const from = x;
    x += 26 + sansWidth(name, 11);
    return x > right + 20 ? [] : [
      `<rect x="${round(from)}" y="${bottom + 26}" width="10" height="3" fill="${COLORS[line % COLORS.length]}"/>`,
      text(round(from + 14), bottom + 31, 11, '#24292e', name),
    ];
  });
  return [...grid, ...hours, ...drawn.reverse(), ...legend];
}

/** The names of the lines of a query. */
function namesOf({ legendFormat }: { readonly legendFormat: string }): string[] {
  const labels = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
  const count = Math.max(1, ...labels.map((label) => NAMES[label].length));
  return Array.from({ length: count }, (_, index) =>
    legendFormat.replace(/\{\{(\w+)\}\}/g, (_match, label: string) => NAMES[label][index % NAMES[label].length]));
}

/** What one of a unit is about. */
const SIZES: Readonly<Record<string, number>> = {
  ops: 6, ms: 900, s: 0.08, percentunit: 0.05, bytes: 90 * 1024 * 1024, short: 24,
};

/** How much of it a panel has. */
const SHARES: Readonly<Record<string, number>> = {
  'Sandboxes that wait, not ready': 0.1,
  'Reconciliations that fail': 0.01,
  'Reconciliations': 5,
  'Objects that wait to be reconciled': 0.2,
  'Requests to the API server': 6,
  'CPU': 0.01,
};

/** How much more a line has than others of its panel. */
function weight(name: string, line: number): number {
  const [, quantile, launch] = /^p(\d+) (\w+)$/.exec(name) ?? [];
  return quantile ? (quantile === '99' ? 2.5 : 1) * (launch === 'cold' ? 6 : 1) : 1 / (1 + line * 0.9);
}

function made(title: string, unit: string, names: readonly string[], seed: number): Line[] {
  return names.map((name, line) => {
    const size = (SIZES[unit] ?? 1) * (SHARES[title] ?? 1) * weight(name, line);
    // More at midday, and some unrest.
    const values = Array.from({ length: SAMPLES }, (_, time) => {
      const day = 0.6 + 0.4 * Math.sin((Math.PI * time) / SAMPLES + line / 2);
      return size * day * (0.9 + 0.2 * noise(seed * 31 + line, time));
    });
    return { name, values };
  });
}

/** From zero to one, the same each time. */
function noise(seed: number, time: number): number {
  const value = Math.sin(seed * 12.9898 + time * 78.233) * 43758.5453;
  return value - Math.floor(value);
}

function show(unit: string, value: number): string {
  switch (unit) {
    case 'percentunit': return `${Number((value * 100).toPrecision(2))} %`;
    case 'bytes': return `${Math.round(value / 1024 / 1024)} MiB`;
    case 'ms': return value >= 1000 ? `${Number((value / 1000).toPrecision(2))} s` : `${Math.round(value)} ms`;
    case 's': return `${Math.round(value * 1000)} ms`;
    case 'ops': return `${Number(value.toPrecision(2))}/s`;
    default: return String(Number(value.toPrecision(2)));
  }
}

function text(x: number, y: number, size: number, color: string, content: string, more = ''): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${color}"${more && ` ${more}`}>${xml(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
