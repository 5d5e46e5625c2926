import { Script } from 'node:vm';
import { tightLines } from '../../scripts/package/tight-lines';

const WRITTEN = `"use strict";
// a comment
class Sandbox {
  /** A member. */
  static [Symbol.for("a b")] = { fqn: "a  b", version: 1 };
  get value() {
    const sign = 1 - -1 + +2 + (3 < !--this.count ? 4 : 5);
    return typeof this.text + \`  kept:
    \${ sign }  and { this }\`;
  }
  text = /a  b \\/ c/g.test("a  b / c") ? "yes" : "no";
  count = 0;
}
let left = 1
++left;
({ value: new Sandbox().value, left, is: "left" in { left } });
`;

test('white space goes, lines and literals stay, and the code means the same', () => {
  const tight = tightLines(WRITTEN);
  expect(tight).toBe(`"use strict";
class Sandbox{
static[Symbol.for("a b")]={fqn:"a  b",version:1};
get value(){
const sign=1- -1+ +2+(3< !--this.count?4:5);
return typeof this.text+\`  kept:
    \${sign}  and { this }\`;
}
text=/a  b \\/ c/g.test("a  b / c")?"yes":"no";
count=0;
}
let left=1
++left;
({value:new Sandbox().value,left,is:"left"in{left}});
`);
  const said = (code: string) => JSON.stringify(new Script(`{${code}}`).runInNewContext());
  expect(said(tight)).toBe(said(WRITTEN));
});
