/** A duration of so many milliseconds as Go reads it: in the largest unit that divides it. */
export function goDuration(length: number): string {
  const units: Array<[number, string]> = [[3_600_000, 'h'], [60_000, 'm'], [1_000, 's']];
  const [size, unit] = units.find(([each]) => length > 0 && length % each === 0) ?? [1, 'ms'];
  return `${length / size}${unit}`;
}
