import { dotOf } from '../../src/pictures/dot';
import { mermaidOf } from '../../src/pictures/mermaid';
import { boxSize, placePanel } from '../../src/pictures/panel-layout';
import type { Box, Panel, Picture } from '../../src/pictures/picture';
import { svgOf } from '../../src/pictures/svg';
import { monoWidth, sansWidth, shortened, wrapped } from '../../src/pictures/text-width';
import { xmlErrorOf } from '../support/xml';

const box = (id: string, more: Partial<Box> = {}): Box => ({ id, tone: 'sandbox', kind: 'Sandbox', name: id, ...more });

const panel = (boxes: readonly Box[], more: Partial<Panel> = {}): Panel => ({
  id: 'p0', title: 'research', notes: [], arrows: [], rest: [], ...more, boxes,
});

const picture = (...panels: readonly Panel[]): Picture => ({
  title: 'Objects',
  description: 'All.',
  panels,
  legend: [],
});

const HOSTILE = '</text><script>alert(1)</script>"\'&#0;\0\x1b[31m\u202e\ud800 ]]> \uffff';

describe('svgOf', () => {
  test('escapes names, of whatever they are made', () => {
    const svg = svgOf(picture(panel([box('a', { name: HOSTILE, hover: HOSTILE, details: [HOSTILE] })], {
      title: HOSTILE, subtitle: HOSTILE, notes: [HOSTILE], rest: [HOSTILE],
    })));
    expect(xmlErrorOf(svg)).toBeUndefined();
    expect(svg).not.toMatch(/<script|[\0-\x08\x0b-\x1f\u202e\ud800\uffff]/);
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;');
  });

  test('loads nothing and runs nothing', () => {
    const svg = svgOf(picture(panel([box('a')])));
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|<script|href|\son\w+=/);
  });

  test('has a title and a description, for those who cannot see it', () => {
    expect(svgOf(picture())).toMatch(/role="img"[^>]*>\n<title>Objects<\/title>\n<desc>All\.<\/desc>/);
  });

  test('rules name the class of the root, so that pictures may stand in one page', () => {
    const [, css] = /<style>\n([\s\S]*)\n<\/style>/.exec(svgOf(picture()))!;
    const selectors = css.split('\n').filter((line) => !/^(@media|\}$)/.test(line)).map((line) => line.split('{')[0]);
    expect(selectors.flatMap((each) => each.split(',')).filter((each) => !each.startsWith('.cdk8s-agent-sandbox ')))
      .toEqual([]);
  });

  test('texts and lines have the contrast of WCAG AA, in both schemes', () => {
    const [light, dark] = svgOf(picture()).split('@media');
    for (const css of [light, dark]) {
      const fill = (name: string) => new RegExp(`sandbox \\.${name}\\{fill:(#\\w{6})`).exec(css)![1];
      const grounds = ['ground', 'panel', 'box'].map(fill);
      const texts = [...css.matchAll(/\.(?:name|muted|kind)[^{]*\{fill:(#\w{6})/g)].map(([, color]) => color);
      const lines = [...css.matchAll(/\.(?:a|h)-\w+\{(?:fill|stroke):(#\w{6})/g)].map(([, color]) => color);
      expect(texts.length).toBeGreaterThan(5);
      expect(lines.length).toBe(10);
      for (const ground of grounds) {
        for (const text of texts) { expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5); }
        for (const line of lines) { expect(contrast(line, ground)).toBeGreaterThanOrEqual(3); }
      }
    }
  });

  test('a count has thousands apart', () => {
    expect(svgOf(picture(panel([box('a', { count: 1234567 })])))).toContain('× 1,234,567<');
  });
});

describe('boxes', () => {
  test('hold their texts in the widest of the usual fonts', () => {
    // Advances of DejaVu Sans, DejaVu Sans Bold and DejaVu Sans Mono, in thousandths of an em.
    const widths: ReadonlyArray<readonly [string, number, number]> = [
      ['SandboxWarmPool', 9298, 10598], ['HorizontalPodAutoscaler', 12229, 14000],
      ['made by the controller', 11429, 12898], ['WWWWWWWWWW', 9888, 11030], ['mmmmmmmmmm', 9741, 10420],
      ['0123456789', 6362, 6958], ['illicit', 2331, 2785],
    ];
    for (const [text, regular, bold] of widths) {
      expect([text, sansWidth(text, 1000) >= regular, sansWidth(text, 1000, true) >= bold]).toEqual([text, true, true]);
    }
    expect(monoWidth('agent-sandbox-controller', 1000)).toBeGreaterThanOrEqual(24 * 602);
  });

  test('are as wide as the longest of their texts', () => {
    const { width } = boxSize(box('a', { details: ['a much longer text than the name of the box is'] }));
    expect(width).toBeGreaterThan(boxSize(box('a')).width + 100);
  });

  test('do not overlap, and stay in their panel', () => {
    const boxes = [...Array(30).keys()].map((index) => box(`b${index}`, { details: Array(index % 4).fill('detail') }));
    const arrows = [...Array(12).keys()].map((index) => (
      { from: `b${index % 5}`, to: `b${5 + index}`, style: 'plain' as const }
    ));
    const { boxes: placed, width, height } = placePanel(panel(boxes, { arrows, rest: ['2 Roles', 'Secret key'] }));
    const rectangles = [...placed.values()];
    expect(rectangles).toHaveLength(30);
    rectangles.forEach((one, index) => {
      expect(one.x >= 20 && one.y >= 20 && one.x + one.width <= width - 19 && one.y + one.height <= height - 20).toBe(
        true,
      );
      for (const other of rectangles.slice(index + 1)) {
        const isApart = one.x + one.width <= other.x || other.x + other.width <= one.x
          || one.y + one.height <= other.y || other.y + other.height <= one.y;
        expect(isApart).toBe(true);
      }
    });
  });
});

test('texts are shortened in the middle, and by characters, not by halves of them', () => {
  expect(shortened('abcdefghij', 10)).toBe('abcdefghij');
  expect(shortened('abcdefghij', 5)).toBe('ab…ij');
  expect(shortened('🙂🙂🙂🙂🙂', 3)).toBe('🙂…🙂');
});

test('lists are wrapped', () => {
  expect(wrapped(['aa', 'bb', 'cc'], 7, ({ length }) => length)).toEqual(['aa · bb', 'cc']);
});

test('Mermaid and DOT get hostile names as texts', () => {
  const hostile = picture(panel([box('a', { name: 'x"]; end\nclick a "javascript:alert(1)"' })], { rest: ['\\"'] }));
  expect(mermaidOf(hostile)).toBe([
    'flowchart LR',
    '  subgraph p0["research"]',
    '    direction LR',
    '    a["Sandbox<br/>x#34;#93;#59; end#92;u000aclick a #34;javascript:alert(1)#34;"]',
    '    p0_rest["#92;#34;"]',
    '  end',
    '',
  ].join('\n'));
  expect(dotOf(hostile)).toContain('a [label="Sandbox\\nx\\"]; end\\\\u000aclick a \\"javascript:alert(1)\\""];\n');
});

/** @see https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (color: string) => [1, 3, 5].reduce((sum, start, index) => {
    const value = parseInt(color.slice(start, start + 2), 16) / 255;
    const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return sum + linear * [0.2126, 0.7152, 0.0722][index];
  }, 0);
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
